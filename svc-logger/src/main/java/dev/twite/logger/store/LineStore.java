package dev.twite.logger.store;

import dev.twite.common.kafka.BatchHandler.Gap;
import dev.twite.common.kafka.EventBatch;
import dev.twite.common.kafka.Position;
import dev.twite.logger.Search;
import dev.twite.proto.logger.v1.LogLine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;

/** Where lines are kept. What is away is UNAVAILABLE. */
public interface LineStore {
  /** Where to go on; without what nothing is known of. */
  Map<TopicPartition, Position> positions(Set<TopicIdPartition> logs);

  /** Kept positions are not in the topic any more. */
  void missing(Map<TopicPartition, Gap> gaps);

  /** Keeps the lines of a batch. Called again with the same one after an outage. */
  void append(EventBatch batch);

  /** At most so many as asked for, in the order asked for. */
  Found find(Search search);

  /**
   * An answer.
   *
   * @param more whether there may be others behind these
   */
  record Found(List<LogLine> lines, boolean more) {
    public Found {
      lines = List.copyOf(lines);
    }
  }
}
