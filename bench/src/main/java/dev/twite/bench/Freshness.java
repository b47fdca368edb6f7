package dev.twite.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * The time from the answer to a new tweet until a follower's home timeline shows it. Samples a few
 * at a time, or watching would be most of the load.
 */
public final class Freshness implements AutoCloseable {
  private static final int AT_ONCE = 2;
  private static final int DEPTH = 50;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

  private final Api api;
  private final Duration giveUp;
  private final Duration betweenLooks;
  private final Timings timings = new Timings("new tweet visible to a follower");
  private final Semaphore permits = new Semaphore(AT_ONCE);

  /**
   * @param giveUp after which a tweet that is not seen counts as an error
   */
  public Freshness(Api api, Duration giveUp) {
    this(api, giveUp, BETWEEN_LOOKS);
  }

  /**
   * @param betweenLooks how exact it is; looking often is a load of its own
   */
  public Freshness(Api api, Duration giveUp, Duration betweenLooks) {
    this.api = api;
    this.giveUp = giveUp;
    this.betweenLooks = betweenLooks;
  }

  public Timings timings() {
    return timings;
  }

  /** Watches in the background, unless enough others are being watched. */
  public void maybeWatch(long tweet, Person follower) {
    if (permits.tryAcquire()) {
      long acknowledged = System.nanoTime();
      Thread.startVirtualThread(
          () -> {
            try {
              watch(tweet, follower, acknowledged);
            } finally {
              permits.release();
            }
          });
    }
  }

  /** Returns when the follower sees it, or when it gives up. */
  public void watch(long tweet, Person follower, long acknowledged) {
    while (System.nanoTime() - acknowledged < giveUp.toNanos()) {
      try {
        if (api.home(follower, DEPTH, null).ids().contains(tweet)) {
          timings.took(System.nanoTime() - acknowledged);
          return;
        }
      } catch (IOException | UnexpectedStatus notNow) {
        // Seen or not is all that counts here; the load itself counts failed reads.
      }
      LockSupport.parkNanos(betweenLooks.toNanos());
    }
    timings.failed();
  }

  /** Waits for those that are being watched. */
  @Override
  public void close() {
    permits.acquireUninterruptibly(AT_ONCE);
  }
}
