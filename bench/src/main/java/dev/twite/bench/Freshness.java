package dev.twite.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The time from the answer to a new tweet until a follower's home timeline shows it. Every tenth
 * tweet is watched, or watching would be most of the load: which ones is up to their number alone,
 * so that a feed that stalls can't keep those it delays from being watched.
 */
public final class Freshness implements AutoCloseable {
  private static final int WATCHED_ONE_IN = 10;

  /** A feed that shows nothing would have all connections taken. */
  private static final int MOST_AT_ONCE = 500;

  private static final int DEPTH = 50;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

  private final Api api;
  private final Duration giveUp;
  private final Duration betweenLooks;
  private final Timings timings = new Timings("new tweet visible to a follower");
  private final Semaphore permits = new Semaphore(MOST_AT_ONCE);
  private final AtomicLong number = new AtomicLong();
  private final ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor();

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

  /** Watches every tenth in the background; one that can't be watched counts as not seen. */
  public void maybeWatch(long tweet, Person follower) {
    long acknowledged = System.nanoTime();
    if (number.getAndIncrement() % WATCHED_ONE_IN != 0) {
      return;
    }
    if (!permits.tryAcquire()) {
      timings.failed();
      return;
    }
    try {
      watchers.execute(() -> watchAndRelease(tweet, follower, acknowledged));
    } catch (RejectedExecutionException closed) {
      permits.release();
      timings.failed();
    }
  }

  private void watchAndRelease(long tweet, Person follower, long acknowledged) {
    try {
      watch(tweet, follower, acknowledged);
    } catch (RuntimeException unable) {
      timings.failed();
    } finally {
      permits.release();
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
      LockSupport.parkNanos(pause(System.nanoTime() - acknowledged));
    }
    timings.failed();
  }

  /** Two percent late at most: many that wait long would be a load of their own. */
  private long pause(long waited) {
    return Math.max(betweenLooks.toNanos(), waited / 50);
  }

  /** Waits for those that are being watched; no others are watched after. */
  public void await() {
    watchers.close();
  }

  @Override
  public void close() {
    await();
  }
}
