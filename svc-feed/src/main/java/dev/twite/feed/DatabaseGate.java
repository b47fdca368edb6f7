package dev.twite.feed;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.metrics.Metrics;
import io.prometheus.client.Gauge;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bounds the readers that are at the databases behind svc-follow and svc-tweet at once: when Redis
 * is empty or away everybody wants to go there, and a queue here is shorter than one there.
 */
final class DatabaseGate {
  private final Semaphore turns;
  private final Duration wait;
  private final Gauge waiting;

  @Inject
  DatabaseGate(FeedConfig config, Metrics metrics) {
    this.turns = new Semaphore(config.databasePages(), true);
    this.wait = config.databaseWait();
    this.waiting = metrics.gauge("twite_feed_db_waiting", "Reads waiting to ask the databases");
  }

  /**
   * @throws TwiteException OVERLOADED when its turn does not come in time
   */
  <R> R pass(Supplier<R> work) {
    enter();
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }

  private void enter() {
    if (turns.tryAcquire()) {
      return;
    }
    waiting.inc();
    try {
      if (!turns.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        throw TwiteException.retryLater(ErrorCode.OVERLOADED, Duration.ofSeconds(1));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
    } finally {
      waiting.dec();
    }
  }
}
