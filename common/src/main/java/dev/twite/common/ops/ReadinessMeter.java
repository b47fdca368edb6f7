package dev.twite.common.ops;

import dev.twite.common.metrics.Metrics;
import io.prometheus.client.Gauge;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows readiness as metrics. Asked from time to time, not at each scrape: a scrape must never wait
 * for what is away.
 */
final class ReadinessMeter implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(ReadinessMeter.class);
  private static final long EVERY_SECONDS = 5;

  private final Supplier<Readiness> readiness;
  private final Collection<HealthCheck> checks;
  private final Gauge ready;
  private final Gauge passed;
  private final CountDownLatch stopped = new CountDownLatch(1);

  ReadinessMeter(Supplier<Readiness> readiness, Collection<HealthCheck> checks, Metrics metrics) {
    this.readiness = readiness;
    this.checks = checks;
    this.ready = metrics.gauge("twite_ready", "1 while the service takes work");
    this.passed = metrics.gauge("twite_check_up", "1 while a check of readiness passes", "check");
  }

  @Override
  public void run() {
    try {
      do {
        look();
      } while (!stopped.await(EVERY_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error failed) {
      log.error("Readiness is not measured any more", failed);
      throw failed;
    }
  }

  void look() {
    Readiness state = readiness.get();
    ready.set(state.ready() ? 1 : 0);
    for (HealthCheck check : checks) {
      passed.labels(check.name()).set(state.failures().containsKey(check.name()) ? 0 : 1);
    }
  }

  void stop() {
    stopped.countDown();
  }
}
