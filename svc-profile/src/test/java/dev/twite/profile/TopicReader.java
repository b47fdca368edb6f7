package dev.twite.profile;

import com.google.common.primitives.Longs;
import java.nio.charset.StandardCharsets;
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

/** Reads what svc-profile has published, from the beginning. */
final class TopicReader implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Set<String> ids = new HashSet<>();

  TopicReader(String bootstrap, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Values under {@code key} that have come since the last call. */
  List<byte[]> poll(long key) {
    List<byte[]> values = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
      // Delivery is at least once.
      String id =
          new String(record.headers().lastHeader("event-id").value(), StandardCharsets.UTF_8);
      if (ids.add(id) && Longs.fromByteArray(record.key()) == key) {
        values.add(record.value());
      }
    }
    return values;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
