package dev.twite.feed;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.Outages;
import dev.twite.common.error.TwiteException;
import dev.twite.common.follow.ReadFilters.Filter;
import dev.twite.feed.store.TimelineEntry;
import dev.twite.feed.store.TimelinePage;
import dev.twite.feed.store.TimelinePage.Found;
import dev.twite.feed.store.TimelineStore;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a timeline without its big authors: from Redis, below the end of the list from the
 * databases, and from them alone when Redis is away.
 */
final class TimelineReader {
  private static final Duration STEP = Duration.ofMillis(10);

  private final TimelineStore store;
  private final Rebuilder rebuilder;
  private final DatabasePages database;
  private final Duration buildWait;

  @Inject
  TimelineReader(
      TimelineStore store, Rebuilder rebuilder, DatabasePages database, FeedConfig config) {
    this.store = store;
    this.rebuilder = rebuilder;
    this.database = database;
    this.buildWait = config.buildWait();
  }

  /**
   * Entries before an id (0 = from the newest), newest first; fewer than {@code count} are all
   * there are.
   */
  List<TimelineEntry> entries(long user, Filter filter, long before, int count) {
    return find(user, filter, before, count)
        .map(found -> withOlder(found, user, filter, before, count))
        .orElseGet(() -> database.page("direct", user, filter, before, count));
  }

  private List<TimelineEntry> withOlder(
      Found found, long user, Filter filter, long before, int count) {
    List<TimelineEntry> entries = found.entries();
    if (found.complete() || entries.size() == count) {
      return entries;
    }
    long last = entries.isEmpty() ? before : entries.getLast().tweetId();
    List<TimelineEntry> all = new ArrayList<>(entries);
    all.addAll(database.page("older", user, filter, last, count - entries.size()));
    return all;
  }

  /** Empty when the list can't be had now: somebody builds it for too long, or Redis is away. */
  private Optional<Found> find(long user, Filter filter, long before, int count) {
    Optional<TimelinePage> first = ask(user, before, count);
    if (first.isEmpty() || first.get() instanceof Found) {
      return first.map(Found.class::cast);
    }
    if (rebuilder.build(user, filter)) {
      return ask(user, before, count).filter(Found.class::isInstance).map(Found.class::cast);
    }
    return await(user, before, count);
  }

  private Optional<Found> await(long user, long before, int count) {
    long end = System.nanoTime() + buildWait.toNanos();
    while (System.nanoTime() < end) {
      Optional<TimelinePage> page = ask(user, before, count);
      if (page.isEmpty()) {
        return Optional.empty();
      }
      if (page.get() instanceof Found found) {
        return Optional.of(found);
      }
      try {
        Thread.sleep(STEP);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
      }
    }
    return Optional.empty();
  }

  /** Empty when Redis is away. */
  private Optional<TimelinePage> ask(long user, long before, int count) {
    try {
      return Optional.of(store.read(user, before, count));
    } catch (TwiteException away) {
      if (Outages.isOutage(away)) {
        return Optional.empty();
      }
      throw away;
    }
  }
}
