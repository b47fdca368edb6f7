package dev.twite.tweet;

import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.tweet.store.BookmarkDao;
import dev.twite.tweet.store.GoneAuthorDao;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.function.IntSupplier;

/**
 * Deletes tweets: one for its author, and in bites what goes with a tweet or an account. Bites end
 * early when the process does; the event that asked for them comes again and the rest follows.
 */
public final class TweetDeleter {
  private final Ownership ownership;
  private final Removals removals;
  private final Database database;
  private final int bite;
  private final Clock clock;

  @Inject
  TweetDeleter(
      Ownership ownership, Removals removals, Database database, TweetConfig config, Clock clock) {
    this.ownership = ownership;
    this.removals = removals;
    this.database = database;
    this.bite = config.bite();
    this.clock = clock;
  }

  /**
   * Deletes an author's own tweet. Its retweets are out of sight at once and go a moment later.
   *
   * @throws TwiteException TWEET_NOT_FOUND, FORBIDDEN
   */
  public void delete(long author, long id) {
    ownership.require(author, id);
    if (removals.remove(tweets -> tweets.lockToRemove(id)) == 0) {
      throw TwiteException.of(ErrorCode.TWEET_NOT_FOUND);
    }
  }

  /** Deletes a tweet for a moderator, as its author would; nothing when it is gone already. */
  public void deleteAnyway(long id) {
    var unused = removals.remove(tweets -> tweets.lockToRemove(id));
  }

  /** Removes the retweets and bookmarks of a deleted tweet. */
  public void removeWhatHangsOn(long tweetId) {
    inBites(() -> removals.remove(tweets -> tweets.lockRetweets(tweetId, bite)));
    inBites(
        () ->
            database.transact(
                handle -> handle.attach(BookmarkDao.class).deleteOfTweet(tweetId, bite)));
  }

  /** Removes an account's tweets, retweets and bookmarks, and lets no more of its tweets in. */
  public void removeAllOf(long userId) {
    database.run(
        handle -> {
          GoneAuthorDao gone = handle.attach(GoneAuthorDao.class);
          var unused = gone.lock(userId);
          gone.insert(userId, clock.millis());
        });
    inBites(() -> removals.remove(tweets -> tweets.lockOfAuthor(userId, bite)));
    inBites(
        () ->
            database.transact(
                handle -> handle.attach(BookmarkDao.class).deleteOfUser(userId, bite)));
  }

  // To the last empty one: a bite that waited for another's lock may come back short of rows.
  private static void inBites(IntSupplier removal) {
    int removed;
    do {
      removed = removal.getAsInt();
    } while (removed > 0);
  }
}
