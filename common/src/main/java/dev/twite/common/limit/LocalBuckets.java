package dev.twite.common.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Buckets of this process alone, for when nobody else counts: the same algorithm as svc-ratelimit's
 * (GCRA). Each begins full, so an outage is worth one more full bucket a process, no more.
 */
final class LocalBuckets {
  private static final int MOST = 100_000;
  private static final double TOLERANCE_MS = 0.0001;

  private final Clock clock;
  // A bucket is the bits of a double: the theoretical arrival time in ms.
  private final Cache<String, AtomicLong> buckets =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(Duration.ofHours(1)).build();

  @Inject
  LocalBuckets(Clock clock) {
    this.clock = clock;
  }

  Decision take(Rule rule, Claim claim) {
    double period = rule.period().toMillis();
    double emission = period / rule.capacity();
    double now = clock.millis();
    AtomicLong bucket =
        buckets.get(claim.key(), unused -> new AtomicLong(Double.doubleToLongBits(now)));
    while (true) {
      long known = bucket.get();
      double tat = Math.max(Double.longBitsToDouble(known), now);
      double after = tat + emission * claim.cost();
      if (after - now > period + TOLERANCE_MS) {
        long left = (long) Math.max(0, (period - (tat - now)) / emission + 0.001);
        return new Decision(
            false, rule.capacity(), left, millis(tat - now), millis(after - now - period));
      }
      if (bucket.compareAndSet(known, Double.doubleToLongBits(after))) {
        long left = (long) ((period - (after - now)) / emission + 0.001);
        return new Decision(true, rule.capacity(), left, millis(after - now), Duration.ZERO);
      }
    }
  }

  void giveBack(Rule rule, Claim claim) {
    AtomicLong bucket = buckets.getIfPresent(claim.key());
    if (bucket != null) {
      double back = (double) rule.period().toMillis() / rule.capacity() * claim.cost();
      bucket.updateAndGet(tat -> Double.doubleToLongBits(Double.longBitsToDouble(tat) - back));
    }
  }

  void forget(String key) {
    buckets.invalidate(key);
  }

  private static Duration millis(double value) {
    return Duration.ofMillis((long) Math.ceil(value));
  }
}
