package dev.twite.feed.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A door that a test shuts to hold a neighbour's answer, and opens again. */
public final class Gate {
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private volatile CountDownLatch arrived = new CountDownLatch(0);
  private volatile CountDownLatch open = new CountDownLatch(0);

  public void shut() {
    arrived = new CountDownLatch(1);
    open = new CountDownLatch(1);
  }

  /** Returns when somebody stands before the door. */
  public void awaitArrival() {
    await(arrived);
  }

  public void open() {
    open.countDown();
  }

  void pass() {
    arrived.countDown();
    await(open);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("Nobody came in " + PATIENCE);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
