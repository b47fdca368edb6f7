package dev.twite.admin;

import dev.twite.admin.access.Actor;
import dev.twite.admin.events.AdminEvents;
import dev.twite.admin.store.RemovedDao;
import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;

/** Removes tweets, each once: svc-tweet deletes them as if their authors had. */
public final class TweetRemovals {
  private static final int MAX_REASON = 500;

  private final Database database;
  private final Tweets tweets;
  private final AuditLog audit;
  private final AdminEvents events;
  private final Clock clock;

  @Inject
  TweetRemovals(Database database, Tweets tweets, AuditLog audit, AdminEvents events, Clock clock) {
    this.database = database;
    this.tweets = tweets;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /**
   * @throws TwiteException TWEET_NOT_FOUND, INVALID_REQUEST
   */
  public void remove(Actor actor, long tweetId, String reason) {
    String told = reason.strip();
    new Checks().text("reason", told, 1, MAX_REASON).finish();
    long author =
        tweets.authorOf(tweetId).orElseThrow(() -> TwiteException.of(ErrorCode.TWEET_NOT_FOUND));
    AuditLog.Signature by = audit.signature(actor);
    database.run(
        handle -> {
          if (handle.attach(RemovedDao.class).insert(tweetId, clock.millis()) == 0) {
            return;
          }
          events.tweetRemoved(handle, tweetId);
          audit.write(
              handle,
              by,
              new AuditLog.Entry(
                  Action.TWEET_REMOVE,
                  Long.toString(tweetId),
                  told,
                  Map.of("author_id", Long.toString(author)),
                  Map.of()));
        });
  }
}
