package dev.twite.common.testing;

import dev.twite.common.kafka.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic from its beginning, as no group. Delivery is at least once: an event that an outbox
 * publishes again, under the same id, is there once.
 */
public final class TopicReader implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private long read;

  /**
   * @param env of the services under test
   */
  public TopicReader(TestEnv env, Topic topic) {
    this(env, env.asMap().get("TWITE_KAFKA_PREFIX") + topic.baseName());
  }

  public TopicReader(TestEnv env, String topic) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                env.asMap().get("TWITE_KAFKA_BOOTSTRAP"),
                "enable.auto.commit",
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Everything read so far and what has come since. */
  public List<ConsumerRecord<byte[], byte[]>> poll() {
    readOn();
    return List.copyOf(seen);
  }

  /** Everything that the topic holds at this moment. */
  public List<ConsumerRecord<byte[], byte[]>> all() {
    long all = size();
    while (read < all) {
      readOn();
    }
    return List.copyOf(seen);
  }

  private void readOn() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
      read++;
      if (ids.add(header(record, "event-id"))) {
        seen.add(record);
      }
    }
  }

  /** How many records the topic holds at this moment, read or not. */
  public long size() {
    Set<TopicPartition> all = consumer.assignment();
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(all);
    return consumer.endOffsets(all).entrySet().stream()
        .mapToLong(end -> end.getValue() - begins.get(end.getKey()))
        .sum();
  }

  /** A header of a record as text. */
  public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(
        record.headers().lastHeader(name).value(), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
