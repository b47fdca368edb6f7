package dev.twite.common.thread;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets so many callers in at once. The others wait in line, each for a bounded time, and are then
 * refused: no crowd gathers at what is behind (R13).
 */
public final class Gate {
  private final Semaphore places;
  private final Duration patience;
  private final Optional<Gauge> waiting;
  private final Optional<Histogram> waited;

  /** What is done behind the gate. */
  @FunctionalInterface
  public interface Work<R, E extends Exception> {
    R run() throws E;
  }

  /**
   * @param places callers at once
   * @param patience how long one waits for a place
   */
  public Gate(int places, Duration patience) {
    this(places, patience, Optional.empty(), Optional.empty());
  }

  private Gate(int places, Duration patience, Optional<Gauge> waiting, Optional<Histogram> waited) {
    this.places = new Semaphore(places, true);
    this.patience = patience;
    this.waiting = waiting;
    this.waited = waited;
  }

  /** The same gate, new, that shows how many wait. */
  public Gate showing(Gauge callersThatWait) {
    return new Gate(places.availablePermits(), patience, Optional.of(callersThatWait), waited);
  }

  /** The same gate, new, that tells how long each of those has waited who had to. */
  public Gate timing(Histogram seconds) {
    return new Gate(places.availablePermits(), patience, waiting, Optional.of(seconds));
  }

  /**
   * Does something behind the gate.
   *
   * @throws TwiteException OVERLOADED when there was no place in time, CANCELLED when interrupted
   */
  public <R, E extends Exception> R pass(Work<R, E> work) throws E {
    enter();
    try {
      return work.run();
    } finally {
      places.release();
    }
  }

  private void enter() {
    // Also past those who are just being woken: no place stays empty.
    if (places.tryAcquire()) {
      return;
    }
    long start = System.nanoTime();
    waiting.ifPresent(Gauge::inc);
    try {
      if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw TwiteException.retryLater(ErrorCode.OVERLOADED, Duration.ofSeconds(1));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
    } finally {
      waiting.ifPresent(Gauge::dec);
      waited.ifPresent(seconds -> seconds.observe((System.nanoTime() - start) / 1e9));
    }
  }
}
