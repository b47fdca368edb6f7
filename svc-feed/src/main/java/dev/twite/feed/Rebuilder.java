package dev.twite.feed;

import dev.twite.common.error.Outages;
import dev.twite.common.error.TwiteException;
import dev.twite.common.follow.ReadFilters.Filter;
import dev.twite.common.metrics.Metrics;
import dev.twite.feed.store.TimelineEntry;
import dev.twite.feed.store.TimelineStore;
import io.prometheus.client.Counter;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Builds a timeline that is missing, at most one builder a user at a time over all processes (R20).
 */
final class Rebuilder {
  /** A removal while building spoils it: then it is built anew. */
  private static final int TRIES = 3;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final TimelineStore store;
  private final DatabasePages database;
  private final DatabaseGate gate;
  private final int cap;
  private final Counter rebuilds;
  // The lease is in Redis and may be lost with it; this is not.
  private final Set<Long> underWay = ConcurrentHashMap.newKeySet();

  @Inject
  Rebuilder(
      TimelineStore store,
      DatabasePages database,
      DatabaseGate gate,
      FeedConfig config,
      Metrics metrics) {
    this.store = store;
    this.database = database;
    this.gate = gate;
    this.cap = config.cap();
    this.rebuilds =
        metrics.counter("twite_feed_rebuilds_total", "Timelines built on read", "outcome");
  }

  /**
   * Builds unless somebody else does. The turn at the gate comes first: who holds the lease should
   * not wait for anything.
   *
   * @return whether the timeline is there now; false when another builds it or Redis is away
   */
  boolean build(long user, Filter filter) {
    if (!underWay.add(user)) {
      return false;
    }
    try {
      return gate.pass(() -> buildNow(user, filter));
    } finally {
      underWay.remove(user);
    }
  }

  private boolean buildNow(long user, Filter filter) {
    long token = RANDOM.nextLong(1, Long.MAX_VALUE);
    try {
      for (int attempt = 0; attempt < TRIES; attempt++) {
        TimelineStore.Begin begin = store.begin(user, token);
        if (begin != TimelineStore.Begin.OURS) {
          return begin == TimelineStore.Begin.READY;
        }
        List<TimelineEntry> entries = fromDatabase(user, token, filter);
        if (store.finish(user, token, entries, entries.size() < cap)) {
          rebuilds.labels("built").inc();
          return true;
        }
        rebuilds.labels("spoiled").inc();
      }
      store.abandon(user, token);
      return false;
    } catch (TwiteException away) {
      if (!Outages.isOutage(away)) {
        throw away;
      }
      rebuilds.labels("away").inc();
      return false;
    }
  }

  private List<TimelineEntry> fromDatabase(long user, long token, Filter filter) {
    try {
      return database.read("rebuild", user, filter, 0, cap);
    } catch (RuntimeException failed) {
      rebuilds.labels("failed").inc();
      store.abandon(user, token);
      throw failed;
    }
  }
}
