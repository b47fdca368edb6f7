package dev.twite.profile;

import dev.twite.common.db.Database;
import dev.twite.common.db.Inbox;
import dev.twite.profile.store.CountDao;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.function.Consumer;

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
   * A follow came or went.
   *
   * @param step 1 or -1
   */
  public void follow(long eventId, long follower, long followee, int step) {
    once(
        eventId,
        counts -> {
          // Lower id first, always: two who follow each other must not wait for each other.
          if (follower < followee) {
            counts.add(follower, 0, step, 0);
            counts.add(followee, step, 0, 0);
          } else {
            counts.add(followee, step, 0, 0);
            counts.add(follower, 0, step, 0);
          }
        });
  }

  /**
   * A tweet, reply, retweet or quote came or went.
   *
   * @param step 1 or -1
   */
  public void tweet(long eventId, long author, int step) {
    once(eventId, counts -> counts.add(author, 0, 0, step));
  }

  private void once(long eventId, Consumer<CountDao> change) {
    database.run(
        handle -> {
          if (Inbox.accept(handle, CONSUMER, eventId, clock.millis())) {
            change.accept(handle.attach(CountDao.class));
          }
        });
  }
}
