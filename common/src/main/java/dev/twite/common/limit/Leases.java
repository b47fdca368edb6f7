package dev.twite.common.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Parts of hot buckets that this process has taken ahead, so that not each request costs a call.
 *
 * <p>The bounds. A lease is taken out of the bucket when it is granted, so nothing passes that was
 * not taken: overshoot 0. It is granted only while half the bucket is left after it, is at most a
 * 64th of the bucket and is good for at most a second and a 64th of the period: from half empty on
 * no new ones are made and soon every request counts exactly. What a lease leaves unused is given
 * back when it ends; until then up to a 64th of the bucket for each process may look used, and when
 * the process dies meanwhile, until it has refilled (a 64th of the period). Buckets of less than
 * 128 are never leased from.
 */
final class Leases {
  private static final int MOST = 20_000;

  /** Requests in a second that make a bucket hot. */
  private static final int HOT = 16;

  /** A hot bucket's process asks so often a second. */
  private static final int CALLS_A_SECOND = 8;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Cache<String, Slot> slots =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(Duration.ofSeconds(30)).build();
  private final ConcurrentLinkedQueue<Lease> granted = new ConcurrentLinkedQueue<>();

  @Inject
  Leases() {}

  /** What is known here of a bucket. */
  Slot slot(Claim claim) {
    return slots.get(claim.key(), unused -> new Slot());
  }

  /** Keeps what svc-ratelimit granted. */
  void keep(Slot slot, Lease lease) {
    slot.lease = lease;
    granted.add(lease);
  }

  /** Ends the leases whose time is up; what they leave is to be given back. */
  Collection<Claim> sweep(long now) {
    List<Claim> unused = new ArrayList<>();
    granted.removeIf(
        lease -> {
          if (!lease.isOver(now)) {
            return false;
          }
          long left = lease.end();
          if (left > 0) {
            unused.add(new Claim(lease.bucket().rule(), lease.bucket().subject(), left));
          }
          return true;
        });
    return unused;
  }

  /** One bucket as it is used from here. */
  static final class Slot {
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile long windowNanos = System.nanoTime();
    private volatile int lastSecond;
    private volatile Lease lease;

    /** Hands out of the lease there is; null when it can't. */
    Decision take(long cost, long now) {
      Lease held = lease;
      return held == null ? null : held.take(cost, now);
    }

    /** Counts a request and says how much to lease: 0 unless the bucket is hot. */
    long wish(long cost, long now) {
      long age = now - windowNanos;
      if (age >= SECOND) {
        // A race costs a few counts: it is a guess anyway.
        lastSecond = age >= 2 * SECOND ? 0 : count.get();
        count.set(0);
        windowNanos = now;
      }
      int rate = Math.max(count.incrementAndGet(), lastSecond);
      return rate < HOT || !asking.compareAndSet(false, true) ? 0 : rate / CALLS_A_SECOND * cost;
    }

    /** The call that {@link #wish} was for is over. */
    void asked() {
      asking.set(false);
    }
  }
}
