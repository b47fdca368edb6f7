package dev.twite.common.ops;

import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.PeriodicTask;
import io.prometheus.client.Gauge;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * Shows readiness as metrics. Asked from time to time, not at each scrape: a scrape must never wait
 * for what is away.
 */
final class ReadinessMeter {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final Supplier<Readiness> readiness;
  private final Collection<HealthCheck> checks;
  private final Gauge ready;
  private final Gauge passed;
  private final PeriodicTask task = new PeriodicTask("readiness", EVERY, this::look);

  ReadinessMeter(Supplier<Readiness> readiness, Collection<HealthCheck> checks, Metrics metrics) {
    this.readiness = readiness;
    this.checks = checks;
    this.ready = metrics.gauge("twite_ready", "1 while the service takes work");
    this.passed = metrics.gauge("twite_check_up", "1 while a check of readiness passes", "check");
  }

  void start() {
    task.startAtOnce();
  }

  void look() {
    Readiness state = ask();
    ready.set(state.ready() ? 1 : 0);
    for (HealthCheck check : checks) {
      passed.labels(check.name()).set(state.failures().containsKey(check.name()) ? 0 : 1);
    }
  }

  void stop(Duration patience) throws InterruptedException {
    task.stop(patience);
  }

  private Readiness ask() {
    try {
      return readiness.get();
    } catch (RuntimeException | Error unknown) {
      // Nobody knows: not ready, rather than what was true before.
      ready.set(0);
      throw unknown;
    }
  }
}
