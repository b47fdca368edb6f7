package dev.twite.like;

import dev.twite.common.db.Database;
import dev.twite.like.store.CountDao;
import dev.twite.like.store.CountRow;
import dev.twite.like.store.GoneDao;
import dev.twite.like.store.LikeDao;
import dev.twite.like.store.ListRow;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Removes the likes of tweets and accounts that are gone, in bites, each of which leaves counts
 * right. Idempotent: what is gone can't go again; a crash between two bites loses nothing, for the
 * event that asked for them comes again.
 */
public final class LikeRemovals {
  private final Database database;
  private final LikeTransaction transaction;
  private final CountCache cache;
  private final CountNews news;
  private final Clock clock;
  private final int bite;

  @Inject
  LikeRemovals(
      Database database,
      LikeTransaction transaction,
      CountCache cache,
      CountNews news,
      Clock clock,
      LikeConfig config) {
    this.database = database;
    this.transaction = transaction;
    this.cache = cache;
    this.news = news;
    this.clock = clock;
    this.bite = config.bite();
  }

  /** A tweet's likes and count. Nobody is told of each: the tweet's end says it. */
  public void ofTweet(long tweetId) {
    while (database.transact(handle -> biteOfTweet(handle, tweetId)) > 0) {
      // The next bite.
    }
    cache.store(List.of(CountRow.gone(tweetId)));
  }

  /** What an account likes; told as if the account had taken its likes back. */
  public void ofUser(long userId) {
    database.run(
        handle -> {
          GoneDao gone = handle.attach(GoneDao.class);
          // A replay must not stop everybody's likes again.
          if (gone.users(new long[] {userId}).isEmpty()) {
            gone.exclude();
            gone.addUser(userId, clock.millis());
          }
        });
    Optional<List<CountRow>> changed = database.transact(handle -> biteOfUser(handle, userId));
    while (changed.isPresent()) {
      news.remember(changed.get());
      news.announce(changed.get());
      changed = database.transact(handle -> biteOfUser(handle, userId));
    }
  }

  private int biteOfTweet(Handle handle, long tweetId) {
    CountDao counts = handle.attach(CountDao.class);
    counts.lock(new long[] {tweetId});
    handle.attach(GoneDao.class).addTweet(tweetId, clock.millis());
    int removed = handle.attach(LikeDao.class).deleteSome(tweetId, bite);
    if (removed == 0) {
      counts.delete(tweetId);
    } else {
      counts.add(new long[] {tweetId}, new long[] {-removed});
    }
    return removed;
  }

  /** The counts it changed: none where another was first. Empty when nothing was left. */
  private Optional<List<CountRow>> biteOfUser(Handle handle, long userId) {
    List<LikeChange> unlikes =
        handle.attach(LikeDao.class).likedTweets(userId, Long.MAX_VALUE, bite).stream()
            .map(ListRow::id)
            .map(tweetId -> LikeChange.unlike(tweetId, userId))
            .toList();
    return unlikes.isEmpty()
        ? Optional.empty()
        : Optional.of(transaction.apply(handle, unlikes).changed());
  }
}
