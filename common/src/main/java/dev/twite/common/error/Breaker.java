package dev.twite.common.error;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A circuit breaker: after some failures in a row it opens, and for a moment nobody waits for a
 * part that is away (R10). Then one caller tries; its success closes it.
 */
public final class Breaker {
  private final int threshold;
  private final long openNanos;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong openUntil = new AtomicLong();

  public Breaker(int threshold, Duration open) {
    this.threshold = threshold;
    this.openNanos = open.toNanos();
  }

  /** Whether a call may be made now. In the half-open state only the first caller may. */
  public boolean admits(long now) {
    if (failures.get() < threshold) {
      return true;
    }
    long until = openUntil.get();
    return now - until >= 0 && openUntil.compareAndSet(until, now + openNanos);
  }

  public void succeeded() {
    if (failures.get() != 0) {
      failures.set(0);
    }
  }

  public void failed(long now) {
    if (failures.incrementAndGet() >= threshold) {
      openUntil.set(now + openNanos);
    }
  }

  public boolean isOpen() {
    return failures.get() >= threshold;
  }
}
