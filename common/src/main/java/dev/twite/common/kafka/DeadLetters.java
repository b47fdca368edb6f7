package dev.twite.common.kafka;

import dev.twite.common.metrics.Metrics;
import io.prometheus.client.Counter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts records that can't be handled into their topic's dead-letter topic, with where they came
 * from and why.
 */
final class DeadLetters {
  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  private final String group;
  private final EventProducer producer;
  private final Counter parked;
  private final Clock clock;

  DeadLetters(String group, EventProducer producer, Metrics metrics, Clock clock) {
    this.group = group;
    this.producer = producer;
    this.parked =
        metrics.counter("twite_consumer_dead_letters_total", "Records given up", "group", "topic");
    this.clock = clock;
  }

  /** False when Kafka did not take it: the record is not done with. */
  boolean add(ConsumerRecord<byte[], byte[]> record, Throwable cause) throws InterruptedException {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            record.topic() + ".dlt", null, record.key(), record.value(), record.headers());
    put(letter, "dlt-topic", record.topic());
    put(letter, "dlt-partition", Integer.toString(record.partition()));
    put(letter, "dlt-offset", Long.toString(record.offset()));
    put(letter, "dlt-group", group);
    // The class only: a message may quote the record's content.
    put(letter, "dlt-error", cause.getClass().getName());
    put(letter, "dlt-at", clock.instant().toString());
    boolean sent = producer.send(List.of(letter))[0];
    if (sent) {
      parked.labels(group, record.topic()).inc();
    } else {
      log.warn(
          "{}: dead letter not taken by Kafka, will try again: {}",
          group,
          producer.lastFailure().toString());
    }
    return sent;
  }

  private static void put(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
