package dev.twite.common.kafka;

import dev.twite.common.boot.Component;
import dev.twite.common.kafka.LossySender.Bounds;
import dev.twite.common.kafka.LossySender.Outcome;
import dev.twite.common.kafka.LossySender.Parcel;
import dev.twite.common.metrics.Metrics;
import io.prometheus.client.Counter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes events that may be lost: what is only counted. Never holds a request up, never fails,
 * and starts without Kafka. What doesn't fit into its queue is dropped and counted.
 */
public final class LossyProducer implements Component {
  private static final Bounds BOUNDS = new Bounds(10_000, 500, Duration.ZERO, 32 << 20);

  private final Optional<KafkaConfig> config;
  private final Optional<LossySender<ProducerRecord<byte[], byte[]>>> sender;
  private final Counter events;

  /**
   * @param config empty: nothing is published
   */
  public LossyProducer(Optional<KafkaConfig> config, Metrics metrics) {
    this.config = config;
    this.events =
        metrics.counter(
            "twite_lossy_events_total", "Events that may be lost: sent, full, failed", "outcome");
    this.sender =
        config.map(
            kafka ->
                new LossySender<>(
                    "lossy-producer", kafka, BOUNDS, Set.of(), LossyProducer::alone, this::count));
  }

  @Override
  public void start() {
    sender.ifPresent(LossySender::start);
  }

  @Override
  public void stop() throws InterruptedException {
    if (sender.isPresent()) {
      sender.get().stop();
    }
  }

  /** Whether anything is published at all. */
  public boolean isOn() {
    return config.isPresent();
  }

  /** Takes an event, or drops it. */
  public void offer(Topic topic, long key, Event event) {
    sender.ifPresent(
        open -> open.offer(EventCodec.encode(topic.in(config.orElseThrow()), key, event)));
  }

  /** How many events had that outcome: {@code sent}, {@code full} or {@code failed}. */
  public long count(String outcome) {
    return (long) events.labels(outcome).get();
  }

  private static List<Parcel<ProducerRecord<byte[], byte[]>>> alone(
      List<ProducerRecord<byte[], byte[]>> records) {
    return records.stream().map(record -> new Parcel<>(record, List.of(record))).toList();
  }

  private void count(ProducerRecord<byte[], byte[]> record, Outcome outcome) {
    events.labels(outcome.name().toLowerCase(Locale.ROOT)).inc();
  }
}
