package dev.twite.common.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;

/**
 * Events that are handled together.
 *
 * @param records in order within each partition; may be empty where all of a batch was for others
 * @param next the offset to go on with after this batch, of every partition that it has to do with
 */
public record EventBatch(List<Positioned> records, Map<TopicPartition, Long> next) {
  /** An event and where it stands. */
  public record Positioned(Place place, Event event) {}

  /**
   * Reads records.
   *
   * @param log tells of which log a partition's records are
   * @param park takes what can't be an event; false ends it
   * @return empty when {@code park} ended it
   */
  static Optional<EventBatch> of(
      List<ConsumerRecord<byte[], byte[]>> records,
      Function<TopicPartition, TopicIdPartition> log,
      BiPredicate<ConsumerRecord<byte[], byte[]>, PoisonException> park) {
    List<Positioned> events = new ArrayList<>(records.size());
    Map<TopicPartition, Long> next = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      try {
        // Records of Kafka 0.11 on have one.
        int leaderEpoch = record.leaderEpoch().orElse(0);
        Place place = new Place(log.apply(partition), leaderEpoch, record.offset());
        EventCodec.decode(record).ifPresent(event -> events.add(new Positioned(place, event)));
      } catch (PoisonException poison) {
        if (!park.test(record, poison)) {
          return Optional.empty();
        }
      }
      next.merge(partition, record.offset() + 1, Math::max);
    }
    return Optional.of(new EventBatch(events, next));
  }

  /** Where its events are from. */
  Set<String> topics() {
    return records.stream().map(record -> record.place().log().topic()).collect(Collectors.toSet());
  }

  /** What its events are parts of. */
  List<String> traceparents() {
    return records.stream().map(record -> record.event().traceparent()).toList();
  }

  /** Nothing but how far it went. */
  EventBatch withoutRecords() {
    return new EventBatch(List.of(), next);
  }
}
