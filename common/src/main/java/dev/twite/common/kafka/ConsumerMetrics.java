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

  static Counter waits(Metrics metrics) {
    return metrics.counter(
        "twite_consumer_waits_total", "Pauses because a part was away", "group", "topic");
  }
}
