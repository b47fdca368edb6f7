package dev.twite.tweet;

import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.tweet.store.TweetDao;
import dev.twite.tweet.store.TweetRow;
import jakarta.inject.Inject;

/** Lets only authors change their tweets, and tells others no more than they may know. */
final class Ownership {
  private final Database database;
  private final TweetViews views;

  @Inject
  Ownership(Database database, TweetViews views) {
    this.database = database;
    this.views = views;
  }

  /**
   * The tweet, if it is the actor's own.
   *
   * @throws TwiteException TWEET_NOT_FOUND when it is not there, or not for the actor to see;
   *     FORBIDDEN when it is another's
   */
  TweetRow require(long actor, long id) {
    TweetRow row =
        database
            .read(handle -> handle.attach(TweetDao.class).find(id))
            .orElseThrow(() -> TwiteException.of(ErrorCode.TWEET_NOT_FOUND));
    if (row.authorId() != actor) {
      views.one(actor, id);
      throw TwiteException.of(ErrorCode.FORBIDDEN);
    }
    return row;
  }
}
