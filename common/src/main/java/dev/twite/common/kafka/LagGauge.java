package dev.twite.common.kafka;

import dev.twite.common.metrics.Metrics;
import io.prometheus.client.Gauge;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a group has not handled yet, by partition. Of the polling thread alone. */
final class LagGauge {
  private static final Logger log = LoggerFactory.getLogger(LagGauge.class);

  /** Kafka is asked at most so often, and waited for at most so long. */
  private static final Duration ASK_EVERY = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final String group;
  private final Gauge lag;
  private long askedAt = System.nanoTime();

  LagGauge(String group, Metrics metrics) {
    this.group = group;
    this.lag = ConsumerMetrics.lag(metrics);
  }

  void show(TopicPartition partition, long records) {
    lag.labels(group, partition.topic(), Integer.toString(partition.partition()))
        .set((double) records);
  }

  void forget(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      lag.remove(group, partition.topic(), Integer.toString(partition.partition()));
    }
  }

  /**
   * Asks Kafka for the ends of partitions that nothing is fetched from while their records wait, so
   * that their lag is seen to grow.
   *
   * @param next the offsets to handle next
   */
  void ask(Consumer<?, ?> consumer, Map<TopicPartition, Long> next) {
    long now = System.nanoTime();
    if (next.isEmpty() || now - askedAt < ASK_EVERY.toNanos()) {
      return;
    }
    askedAt = now;
    try {
      consumer
          .endOffsets(next.keySet(), PATIENCE)
          .forEach((partition, end) -> show(partition, Math.max(0, end - next.get(partition))));
    } catch (WakeupException woken) {
      log.trace("{}: woken while asking for ends", group);
      // It was the next poll that was meant.
      consumer.wakeup();
    } catch (KafkaException away) {
      log.debug("{}: no ends of partitions: {}", group, away.toString());
    }
  }
}
