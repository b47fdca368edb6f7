package dev.twite.local;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Several slow things at once. */
final class Parallel {
  private static final int UNWIND_SECONDS = 10;

  private Parallel() {}

  /**
   * Runs all, each on a thread of its own, and returns when all have ended; when some fail, throws
   * what the first of the list threw. An interrupt is passed on to them.
   */
  static void run(List<? extends Progress.Step> steps) throws Exception {
    List<Callable<Void>> calls = new ArrayList<>();
    for (Progress.Step step : steps) {
      calls.add(
          () -> {
            step.run();
            return null;
          });
    }
    // Platform threads: class loading, much of a start, pins virtual ones.
    ExecutorService threads =
        Executors.newCachedThreadPool(Thread.ofPlatform().name("launch-", 0).factory());
    try {
      for (Future<Void> ended : threads.invokeAll(calls)) {
        ended.get();
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception cause ? cause : failed;
    } catch (CancellationException cancelled) {
      throw new InterruptedException();
    } finally {
      threads.shutdownNow();
      boolean unused = threads.awaitTermination(UNWIND_SECONDS, TimeUnit.SECONDS);
    }
  }
}
