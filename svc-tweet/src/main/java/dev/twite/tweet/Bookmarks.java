package dev.twite.tweet;

import dev.twite.common.cache.ReaderMarks;
import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.id.IdSource;
import dev.twite.tweet.store.BookmarkDao;
import dev.twite.tweet.store.TweetDao;
import jakarta.inject.Inject;
import java.util.List;

/** Bookmarks: seen by nobody but their owner. Of a retweet the original is bookmarked. */
public final class Bookmarks {
  private final Database database;
  private final Targets targets;
  private final IdSource ids;
  private final ReaderMarks marks;

  @Inject
  Bookmarks(Database database, Targets targets, IdSource ids, ReaderMarks marks) {
    this.database = database;
    this.targets = targets;
    this.ids = ids;
    this.marks = marks;
  }

  /**
   * Bookmarks a tweet; returns its id, or its original's.
   *
   * @throws TwiteException TWEET_NOT_FOUND
   */
  public long add(long user, long id) {
    long tweet = targets.findVisible(user, id).getId();
    changed(
        user,
        handle -> {
          if (handle.attach(TweetDao.class).hold(new long[] {tweet}).isEmpty()) {
            throw TwiteException.of(ErrorCode.TWEET_NOT_FOUND);
          }
          handle.attach(BookmarkDao.class).insert(user, tweet, ids.next());
          return 1;
        });
    return tweet;
  }

  /** Takes a bookmark back, also one of a tweet that is no longer for the user to see. */
  public Withdrawal remove(long user, long id) {
    long tweet = targets.originalOf(id);
    int removed = changed(user, handle -> handle.attach(BookmarkDao.class).delete(user, tweet));
    return new Withdrawal(tweet, removed > 0);
  }

  private int changed(long user, Database.Work<Integer> work) {
    try {
      return database.transact(work);
    } finally {
      // Also after a failure: it may have been only the answer to the commit that was lost.
      marks.changed(List.of(user));
    }
  }
}
