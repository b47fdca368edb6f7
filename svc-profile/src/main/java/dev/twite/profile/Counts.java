package dev.twite.profile;

import dev.twite.common.db.Database;
import dev.twite.common.db.Inbox;
import dev.twite.profile.store.CountDao;
import dev.twite.profile.store.Figures;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Counts followers, followed accounts and tweets. An event is taken in and counted in one
 * transaction, so it counts once however often it comes (R6). A count is the sum of what its events
 * say, in any order.
 */
public final class Counts {
  // Not the Kafka group: events read again by another group are the same events.
  private static final String CONSUMER = "profile-counts";

  private final Database database;
  private final Clock clock;

  @Inject
  Counts(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * What an event says.
   *
   * @param added to the counts of accounts by id
   */
  public record Change(long eventId, Map<Long, Figures> added) {
    /**
     * A follow came or went.
     *
     * @param step 1 or -1
     */
    public static Change ofFollow(long eventId, long follower, long followee, int step) {
      return new Change(
          eventId, Map.of(follower, new Figures(0, step, 0), followee, new Figures(step, 0, 0)));
    }

    /**
     * A tweet, reply, retweet or quote came or went.
     *
     * @param step 1 or -1
     */
    public static Change ofTweet(long eventId, long author, int step) {
      return new Change(eventId, Map.of(author, new Figures(0, 0, step)));
    }
  }

  /** Counts what several events say, all or nothing. */
  public void add(List<Change> changes) {
    List<Long> events = changes.stream().map(Change::eventId).distinct().toList();
    database.run(
        handle -> {
          Set<Long> fresh =
              new HashSet<>(Inbox.acceptAll(handle, CONSUMER, events, clock.millis()));
          // Lower id first, always: two who add to the same accounts must not wait for each other.
          SortedMap<Long, Figures> sums = new TreeMap<>();
          for (Change change : changes) {
            if (fresh.remove(change.eventId())) {
              change.added().forEach((user, added) -> sums.merge(user, added, Figures::plus));
            }
          }
          if (!sums.isEmpty()) {
            handle
                .attach(CountDao.class)
                .addAll(
                    sums.keySet().stream().mapToLong(Long::longValue).toArray(),
                    column(sums, Figures::followers),
                    column(sums, Figures::following),
                    column(sums, Figures::tweets));
          }
        });
  }

  private static long[] column(SortedMap<Long, Figures> sums, ToLongFunction<Figures> figure) {
    return sums.values().stream().mapToLong(figure).toArray();
  }
}
