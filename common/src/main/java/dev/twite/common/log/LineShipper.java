package dev.twite.common.log;

import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.LossySender;
import dev.twite.common.kafka.LossySender.Bounds;
import dev.twite.common.kafka.Topic;
import dev.twite.common.metrics.Metrics;
import io.prometheus.client.Counter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sends a service's log lines to {@link Topic#LOGS}. Never blocks who logs, never fails, starts
 * without Kafka; what its queue has no room for is dropped and counted. The services of a process
 * share the queue, its thread and its producer; each counts its own lines.
 */
public final class LineShipper implements Consumer<Line> {
  private static final Bounds BOUNDS = new Bounds(8_192, 500, Duration.ofMillis(100), 8 << 20);
  private static final Map<KafkaConfig, Shared> SHARED = new HashMap<>();

  private final KafkaConfig config;
  private final LossySender<Parcel> sender;
  private final Counter.Child sent;
  private final Counter.Child full;
  private final Counter.Child failed;
  private boolean closed;

  private record Shared(LossySender<Parcel> sender, int users) {}

  /** A line, and who counts it. */
  record Parcel(Line line, LineShipper from) {}

  private LineShipper(KafkaConfig config, LossySender<Parcel> sender, Metrics metrics) {
    this.config = config;
    this.sender = sender;
    Counter lines =
        metrics.counter(
            "twite_log_lines_total", "Log lines for Kafka: sent, full, failed", "outcome");
    this.sent = lines.labels("sent");
    this.full = lines.labels("full");
    this.failed = lines.labels("failed");
  }

  /** One for a service, until it is closed. */
  public static LineShipper open(KafkaConfig config, Metrics metrics) {
    synchronized (SHARED) {
      Shared shared = SHARED.get(config);
      // Its own lines, and those of its producer's thread, would go round and round.
      LossySender<Parcel> sender =
          shared == null ? LogScope.unshipped(() -> start(config)) : shared.sender();
      SHARED.put(config, new Shared(sender, shared == null ? 1 : shared.users() + 1));
      return new LineShipper(config, sender, metrics);
    }
  }

  private static LossySender<Parcel> start(KafkaConfig config) {
    LossySender<Parcel> sender =
        new LossySender<>(
            "log-shipper",
            config,
            BOUNDS,
            Set.of(Topic.LOGS),
            new LineRecords(config),
            LineShipper::count);
    sender.start();
    return sender;
  }

  private static void count(Parcel parcel, LossySender.Outcome outcome) {
    switch (outcome) {
      case SENT -> parcel.from().sent.inc();
      case FULL -> parcel.from().full.inc();
      case FAILED -> parcel.from().failed.inc();
    }
  }

  @Override
  public void accept(Line line) {
    sender.offer(new Parcel(line, this));
  }

  /** The last of a process sends what is left, for at most five seconds. */
  public void close() throws InterruptedException {
    synchronized (SHARED) {
      if (closed) {
        return;
      }
      closed = true;
      Shared shared = SHARED.get(config);
      if (shared.users() > 1) {
        SHARED.put(config, new Shared(sender, shared.users() - 1));
        return;
      }
      SHARED.remove(config);
    }
    sender.stop();
  }
}
