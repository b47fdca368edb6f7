package dev.twite.websocket;

import java.util.concurrent.TimeUnit;

/** How often something may happen: so many times a second, and more at once. One thread's. */
final class Pace {
  private final long nanosEach;
  private final long burst;
  private long fullAt = Long.MIN_VALUE;

  /**
   * @param atOnce how many may come at once, after a pause
   */
  Pace(int perSecond, int atOnce) {
    this.nanosEach = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.burst = atOnce * nanosEach;
  }

  /** Whether it may happen now; then it counts. */
  boolean admits(long now) {
    long next = Math.max(fullAt == Long.MIN_VALUE ? now : fullAt, now) + nanosEach;
    if (next - now > burst) {
      return false;
    }
    fullAt = next;
    return true;
  }
}
