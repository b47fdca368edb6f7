package dev.twite.common.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A part of a bucket that this process has taken ahead and may hand out for a moment. */
final class Lease {
  private final Claim bucket;
  private final Decision granted;
  private final long begunNanos;
  private final long lifeNanos;
  private final AtomicLong left;

  /**
   * @param granted with the bucket's state after the lease was taken from it
   * @param begunNanos before svc-ratelimit was asked, so that the lease ends here first
   */
  Lease(Claim bucket, Decision granted, long size, long begunNanos, long lifeNanos) {
    this.bucket = bucket;
    this.granted = granted;
    this.begunNanos = begunNanos;
    this.lifeNanos = lifeNanos;
    this.left = new AtomicLong(size);
  }

  /** Hands out {@code cost}; null when there is not so much left or the time is up. */
  Decision take(long cost, long now) {
    if (isOver(now)) {
      return null;
    }
    long known = left.get();
    while (known >= cost) {
      if (left.compareAndSet(known, known - cost)) {
        long waited = (now - begunNanos) / 1_000_000;
        return new Decision(
            true,
            granted.limit(),
            granted.remaining() + known - cost,
            Duration.ofMillis(Math.max(0, granted.reset().toMillis() - waited)),
            Duration.ZERO);
      }
      known = left.get();
    }
    return null;
  }

  boolean isOver(long now) {
    return now - begunNanos >= lifeNanos;
  }

  /** What nobody used, to be given back; nobody gets it any more. */
  long end() {
    return left.getAndSet(0);
  }

  Claim bucket() {
    return bucket;
  }
}
