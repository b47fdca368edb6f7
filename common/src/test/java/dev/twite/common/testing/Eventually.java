package dev.twite.common.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits for what happens a moment later, as short as possible. */
public final class Eventually {
  private static final Duration STEP = Duration.ofMillis(5);

  /** Only who fails waits so long: it outlasts whatever a busy machine does to a thread. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

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
        if (System.nanoTime() - end > 0) {
          throw new AssertionError(
              "Not within " + limit.toMillis() + " ms: " + notYet.getMessage(), notYet);
        }
        LockSupport.parkNanos(STEP.toNanos());
      }
    }
  }

  /** {@link #within} a time that no machine is too slow for. */
  public static void eventually(ThrowingCallable assertion) {
    within(PATIENCE, assertion);
  }

  /**
   * In a {@link TimedTest}: what is promised within {@code limit}.
   *
   * @throws TooLate when it came later
   * @throws AssertionError when it never came
   */
  public static void promised(Duration limit, ThrowingCallable assertion) {
    long begin = System.nanoTime();
    within(limit.plus(PATIENCE), assertion);
    inTime(limit, begin);
  }

  /**
   * In a {@link TimedTest}: what began at {@code begin}, of {@link System#nanoTime}, may have taken
   * that long until now.
   */
  public static void inTime(Duration limit, long begin) {
    atMost(limit, Duration.ofNanos(System.nanoTime() - begin));
  }

  /** In a {@link TimedTest}: the same for a time that was measured, best as a median. */
  public static void atMost(Duration limit, Duration took) {
    if (took.compareTo(limit) > 0) {
      throw new TooLate(
          "Took " + took.toMillis() + " ms; promised are " + limit.toMillis() + " ms");
    }
  }
}
