package dev.twite.analytics.events;

import dev.twite.analytics.store.EventRow;
import dev.twite.analytics.store.ImpressionRow;
import dev.twite.common.clickhouse.Ledger;
import dev.twite.common.kafka.BatchHandler;
import dev.twite.common.kafka.EventBatch;
import dev.twite.common.kafka.EventBatch.Positioned;
import dev.twite.common.kafka.Topic;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
  public Map<TopicPartition, Long> positions(Set<TopicPartition> partitions) {
    Map<TopicPartition, Long> next = new HashMap<>(events.positions(partitions));
    Set<TopicPartition> viewed =
        partitions.stream().filter(EventIntake::hasViews).collect(Collectors.toSet());
    Map<TopicPartition, Long> both = impressions.positions(viewed);
    for (TopicPartition partition : viewed) {
      // What one of the two does not know of is read from the beginning.
      next.computeIfPresent(
          partition,
          (same, known) ->
              both.containsKey(partition)
                  ? Long.valueOf(Math.min(known, both.get(partition)))
                  : null);
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

  @Override
  public void missing(Map<TopicPartition, Gap> gaps) {
    gaps.forEach(
        (partition, gap) -> {
          // Older records ran out of time: what is left has greater offsets, and all is well but
          // for them. Otherwise it is another topic by the same name.
          if (gap.kept() > gap.oldest()) {
            events.restart(partition);
            if (hasViews(partition)) {
              impressions.restart(partition);
            }
          }
        });
  }

  private static boolean hasViews(TopicPartition partition) {
    return partition.topic().endsWith(Topic.IMPRESSION.baseName());
  }
}
