package dev.twite.auth.password;

import dev.twite.common.boot.Component;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.metrics.Metrics;
import io.grpc.Context;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets as many password hashes run as there are cores, and no more (S9). They run on platform
 * threads: on virtual ones they would take the carriers from every other request of the process.
 */
public final class HashGate implements Component {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int MAX_QUEUE = 8 * CORES;
  private static final Duration MAX_WAIT = Duration.ofSeconds(1);

  private final Semaphore permits = new Semaphore(CORES, true);
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          CORES, Thread.ofPlatform().daemon().name("password-hash-", 0).factory());
  private final Gauge running;
  private final Histogram waitSeconds;

  @Inject
  HashGate(Metrics metrics) {
    this.running = metrics.gauge("twite_auth_hashes", "Password hashes in work");
    this.waitSeconds =
        metrics.histogram("twite_auth_hash_wait_seconds", "Time waited to hash a password");
  }

  @Override
  public void start() {
    // Threads come with the first work.
  }

  @Override
  public void stop() {
    threads.shutdown();
  }

  /**
   * Runs {@code work} when it is its turn.
   *
   * @throws TwiteException OVERLOADED at once when many wait already, else after a second's wait
   */
  <R> R run(Callable<R> work) {
    try {
      enter();
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
    running.inc();
    try {
      if (Context.current().isCancelled()) {
        // Nobody waits for the answer any more.
        throw TwiteException.of(ErrorCode.CANCELLED);
      }
      return threads.submit(work).get();
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("Hashing failed", failed.getCause());
    } finally {
      running.dec();
      permits.release();
    }
  }

  int waiting() {
    return permits.getQueueLength();
  }

  private void enter() throws InterruptedException {
    long start = System.nanoTime();
    boolean crowded = waiting() >= MAX_QUEUE;
    if (crowded || !permits.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw TwiteException.retryLater(ErrorCode.OVERLOADED, Duration.ofSeconds(1));
    }
    waitSeconds.observe((System.nanoTime() - start) / 1e9);
  }

  private static TwiteException interrupted(InterruptedException interrupted) {
    Thread.currentThread().interrupt();
    return TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
  }
}
