package dev.twite.logger.store.loki;

import dev.twite.common.kafka.BatchHandler.Gap;
import dev.twite.common.kafka.EventBatch;
import dev.twite.common.kafka.GroupProgress;
import dev.twite.common.kafka.Position;
import dev.twite.logger.LoggerConfig;
import dev.twite.logger.Search;
import dev.twite.logger.store.LineStore;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;

/**
 * Lines in Loki. It keeps no positions: those of the group in Kafka do, a line too many is none.
 */
final class LokiLines implements LineStore {
  private final GroupProgress progress;
  private final LokiWriter writer;
  private final LokiReader reader;
  // Positions that the topic does not have any more: reading begins with its oldest record.
  private final Map<TopicPartition, Long> gone = new HashMap<>();

  @Inject
  LokiLines(GroupProgress progress, LokiWriter writer, LokiReader reader) {
    this.progress = progress;
    this.writer = writer;
    this.reader = reader;
  }

  @Override
  public Map<TopicPartition, Position> positions(Set<TopicIdPartition> logs) {
    Map<TopicPartition, Position> all = progress.positions(LoggerConfig.GROUP);
    Map<TopicPartition, Position> kept = new HashMap<>();
    for (TopicIdPartition log : logs) {
      TopicPartition partition = log.topicPartition();
      Position position = all.get(partition);
      if (position != null && gone.getOrDefault(partition, -1L) != position.next()) {
        kept.put(partition, position);
      }
    }
    return kept;
  }

  @Override
  public void missing(Map<TopicPartition, Gap> gaps) {
    gaps.forEach((partition, gap) -> gone.put(partition, gap.kept()));
  }

  @Override
  public void append(EventBatch batch) {
    writer.write(batch);
  }

  @Override
  public Found find(Search search) {
    return reader.find(search);
  }
}
