package dev.twite.analytics.events;

import dev.twite.analytics.store.EventRow;
import dev.twite.analytics.store.ImpressionRow;
import dev.twite.common.clickhouse.Ledger;
import dev.twite.common.kafka.BatchHandler;
import dev.twite.common.kafka.EventBatch;
import dev.twite.common.kafka.EventBatch.Positioned;
import dev.twite.common.kafka.Position;
import dev.twite.common.kafka.Topic;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes batches into both tables, each of which knows how far it is. One that was told of before
 * by one of them only, or by both, comes again without harm.
 */
final class EventIntake implements BatchHandler {
  private final Ledger<EventRow> events;
  private final Ledger<ImpressionRow> impressions;

  @Inject
  EventIntake(Ledger<EventRow> events, Ledger<ImpressionRow> impressions) {
    this.events = events;
    this.impressions = impressions;
  }

  @Override
  public Map<TopicPartition, Position> positions(Set<TopicIdPartition> logs) {
    Map<TopicPartition, Position> next = new HashMap<>(events.positions(logs));
    Set<TopicIdPartition> viewed =
        logs.stream().filter(EventIntake::hasViews).collect(Collectors.toSet());
    Map<TopicPartition, Position> both = impressions.positions(viewed);
    for (TopicIdPartition log : viewed) {
      // What one of the two does not know of is read from the beginning.
      next.computeIfPresent(
          log.topicPartition(),
          (partition, known) ->
              both.containsKey(partition) ? known.lowerOf(both.get(partition)) : null);
    }
    return next;
  }

  @Override
  public void handle(EventBatch batch) {
    List<Positioned> records = batch.records();
    events.append(records.stream().flatMap(record -> EventRows.of(record).stream()).toList());
    impressions.append(
        records.stream().flatMap(record -> ImpressionRows.of(record).stream()).toList());
  }

  /** Records ran out of time before they were read: those that are left are counted. */
  @Override
  public void missing(Map<TopicPartition, Gap> gaps) {
    events.disown(gaps);
    impressions.disown(gaps);
  }

  private static boolean hasViews(TopicIdPartition log) {
    return log.topic().endsWith(Topic.IMPRESSION.baseName());
  }
}
