package dev.twite.common.kafka;

import dev.twite.common.metrics.Metrics;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;

/** What every consumer measures. */
final class ConsumerMetrics {
  private ConsumerMetrics() {}

  static Gauge lag(Metrics metrics) {
    return metrics.gauge(
        "twite_consumer_lag", "Records not yet handled", "group", "topic", "partition");
  }

  static Counter polls(Metrics metrics) {
    return metrics.counter("twite_consumer_polls_total", "Turns of a consumer's loop", "group");
  }

  static Gauge stalled(Metrics metrics) {
    return metrics.gauge(
        "twite_consumer_stalled_seconds", "How long the slowest record in work has been", "group");
  }

  static Counter waits(Metrics metrics) {
    return metrics.counter(
        "twite_consumer_waits_total", "Pauses because a part was away", "group", "topic");
  }
}
