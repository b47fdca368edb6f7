package dev.twite.admin.operate;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.kafka.KafkaConfig;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads dead-letter topics, as no group and from any place. A consumer a look: there are few, and
 * nobody looks often.
 */
final class DeadLetterTopics {
  private static final String ENDING = ".dlt";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(250);
  // Two operators, and the one that counts.
  private static final int AT_ONCE = 3;

  private final KafkaConfig config;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * What a partition holds.
   *
   * @param begin first offset
   * @param end after the last one
   */
  record Span(TopicPartition partition, long begin, long end) {}

  @Inject
  DeadLetterTopics(KafkaConfig config) {
    this.config = config;
  }

  /** How long topics keep events. */
  Duration retention() {
    return config.retention();
  }

  /** The dead-letter topics of this deployment that hold records, with what each holds. */
  List<Span> spans() {
    return look(
        consumer -> {
          List<TopicPartition> partitions = new ArrayList<>();
          consumer
              .listTopics()
              .forEach(
                  (topic, parts) -> {
                    if (isOurs(topic)) {
                      parts.forEach(
                          part -> partitions.add(new TopicPartition(topic, part.partition())));
                    }
                  });
          return spans(consumer, partitions).stream()
              .filter(span -> span.end() > span.begin())
              .toList();
        });
  }

  /**
   * What a topic holds, by partition.
   *
   * @throws TwiteException INVALID_REQUEST when it is no dead-letter topic of ours
   */
  List<Span> spans(String topic) {
    return look(
        consumer -> {
          if (!isOurs(topic) || !consumer.listTopics().containsKey(topic)) {
            throw TwiteException.invalid(
                "topic", "invalid_value", "Is no dead-letter topic of ours");
          }
          return spans(
              consumer,
              consumer.partitionsFor(topic).stream()
                  .map(part -> new TopicPartition(topic, part.partition()))
                  .toList());
        });
  }

  /** When the last record of a partition came; 0 when it can't be read. */
  long newestAtMs(Span span) {
    return atMs(span, span.end() - 1);
  }

  /** When the first record of a partition came; 0 when it can't be read. */
  long oldestAtMs(Span span) {
    return atMs(span, span.begin());
  }

  private long atMs(Span span, long from) {
    List<Long> found = new ArrayList<>();
    read(
        span.partition(),
        from,
        span.end(),
        record -> {
          found.add(record.timestamp());
          return false;
        });
    return found.isEmpty() ? 0 : found.getLast();
  }

  /** Hands on records from {@code from} to before {@code end}, until {@code sink} has enough. */
  void read(
      TopicPartition partition,
      long from,
      long end,
      Predicate<ConsumerRecord<byte[], byte[]>> sink) {
    if (from >= end) {
      return;
    }
    boolean whole =
        look(
            consumer -> {
              consumer.assign(Set.of(partition));
              consumer.seek(partition, from);
              long until = System.nanoTime() + TIMEOUT.toNanos();
              while (consumer.position(partition) < end) {
                ConsumerRecords<byte[], byte[]> some = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> record : some.records(partition)) {
                  if (record.offset() >= end || !sink.test(record)) {
                    return true;
                  }
                }
                if (some.isEmpty() && System.nanoTime() - until > 0) {
                  return false;
                }
              }
              return true;
            });
    if (!whole) {
      throw late();
    }
  }

  private static TwiteException late() {
    return TwiteException.of(ErrorCode.UNAVAILABLE, "Kafka did not give the records in time");
  }

  /** The records at these offsets, which their partitions hold. */
  List<ConsumerRecord<byte[], byte[]>> at(Map<TopicPartition, SortedSet<Long>> offsets) {
    return look(
        consumer -> {
          List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
          offsets.forEach((partition, wanted) -> pick(consumer, partition, wanted, found));
          return found;
        });
  }

  private static void pick(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      SortedSet<Long> offsets,
      List<ConsumerRecord<byte[], byte[]>> found) {
    consumer.assign(Set.of(partition));
    SortedSet<Long> left = new TreeSet<>(offsets);
    long until = System.nanoTime() + TIMEOUT.toNanos();
    while (!left.isEmpty()) {
      consumer.seek(partition, left.getFirst());
      ConsumerRecords<byte[], byte[]> some = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : some.records(partition)) {
        if (left.contains(record.offset())) {
          found.add(record);
        }
      }
      // Also past those that Kafka has deleted meanwhile.
      left = new TreeSet<>(left.tailSet(consumer.position(partition)));
      if (!some.isEmpty()) {
        until = System.nanoTime() + TIMEOUT.toNanos();
      } else if (System.nanoTime() - until > 0) {
        throw late();
      }
    }
  }

  private boolean isOurs(String topic) {
    return topic.startsWith(config.prefix()) && topic.endsWith(ENDING);
  }

  private static List<Span> spans(
      KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    return partitions.stream()
        .map(part -> new Span(part, begins.get(part), ends.get(part)))
        .sorted(
            Comparator.comparing((Span span) -> span.partition().topic())
                .thenComparingInt(span -> span.partition().partition()))
        .toList();
  }

  private <R> R look(Function<KafkaConsumer<byte[], byte[]>, R> work) {
    if (!places.tryAcquire()) {
      throw TwiteException.retryLater(ErrorCode.OVERLOADED, Duration.ofSeconds(1));
    }
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            config.bootstrap(),
            "enable.auto.commit",
            false,
            "allow.auto.create.topics",
            false,
            "auto.offset.reset",
            "earliest",
            "default.api.timeout.ms",
            (int) TIMEOUT.toMillis());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return work.apply(consumer);
    } catch (KafkaException away) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE, "Kafka is away", away);
    } finally {
      places.release();
    }
  }
}
