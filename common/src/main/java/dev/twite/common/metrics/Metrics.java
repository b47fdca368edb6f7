package dev.twite.common.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.exemplars.ExemplarConfig;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The metrics of one service, in a registry of its own: sixteen services can live in one process.
 */
public final class Metrics {
  private static final double[] SECONDS = {
    .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30
  };

  static {
    // It finds OpenTelemetry and would ask it at every count for a span, which is never where it
    // looks.
    ExemplarConfig.disableExemplars();
  }

  private final String service;
  private final CollectorRegistry registry = new CollectorRegistry();
  private final Map<String, Object> known = new ConcurrentHashMap<>();

  public Metrics(String service) {
    this.service = service;
  }

  /** The service's short name, e.g. {@code tweet}. */
  public String service() {
    return service;
  }

  public CollectorRegistry registry() {
    return registry;
  }

  /** The counter of that name; made at the first call. */
  public Counter counter(String name, String help, String... labels) {
    return (Counter)
        known.computeIfAbsent(
            name, key -> Counter.build(name, help).labelNames(labels).register(registry));
  }

  /** The gauge of that name; made at the first call. */
  public Gauge gauge(String name, String help, String... labels) {
    return (Gauge)
        known.computeIfAbsent(
            name, key -> Gauge.build(name, help).labelNames(labels).register(registry));
  }

  /** A histogram of seconds, 0.5 ms to 30 s; made at the first call. */
  public Histogram histogram(String name, String help, String... labels) {
    return (Histogram)
        known.computeIfAbsent(
            name,
            key ->
                Histogram.build(name, help).labelNames(labels).buckets(SECONDS).register(registry));
  }
}
