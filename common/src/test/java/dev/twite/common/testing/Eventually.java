package dev.twite.common.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits for what happens a moment later, as short as possible. */
public final class Eventually {
  private static final Duration STEP = Duration.ofMillis(5);

  private Eventually() {}

  /**
   * Returns as soon as {@code assertion} holds; after {@code limit} it fails as the assertion last
   * did.
   */
  public static void within(Duration limit, ThrowingCallable assertion) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        assertion.call();
        return;
      } catch (Throwable notYet) {
        if (System.nanoTime() > end) {
          throw new AssertionError(
              "Not within " + limit.toMillis() + " ms: " + notYet.getMessage(), notYet);
        }
        LockSupport.parkNanos(STEP.toNanos());
      }
    }
  }

  /** {@link #within} ten seconds. */
  public static void eventually(ThrowingCallable assertion) {
    within(Duration.ofSeconds(10), assertion);
  }
}
