package dev.twite.like;

import dev.twite.common.db.Database;
import dev.twite.common.error.Outages;
import dev.twite.common.error.TwiteException;
import dev.twite.like.store.LikeDao;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Inject;

/** Likes and unlikes. Both are idempotent and answer after the commit. */
public final class Likes {
  private final Targets targets;
  private final LikeBatcher batcher;
  private final Database database;

  /**
   * A tweet after a like or unlike.
   *
   * @param tweetId the one inside a retweet
   * @param changed whether the call made a difference
   */
  public record Liked(long tweetId, long count, boolean liked, boolean changed) {
    private static Liked of(LikeTransaction.Outcome outcome, boolean liked) {
      return new Liked(
          outcome.count().tweetId(), outcome.count().count(), liked, outcome.changed());
    }
  }

  @Inject
  Likes(Targets targets, LikeBatcher batcher, Database database) {
    this.targets = targets;
    this.batcher = batcher;
    this.database = database;
  }

  /**
   * Likes a tweet, or the one inside a retweet.
   *
   * @throws TwiteException TWEET_NOT_FOUND, INVALID_REQUEST, OVERLOADED
   */
  public Liked like(long user, long id) {
    return Liked.of(batcher.change(LikeChange.like(targets.require(id), user)), true);
  }

  /**
   * Takes a like back, also from a tweet that is no longer for the user to see.
   *
   * @throws TwiteException INVALID_REQUEST, OVERLOADED
   */
  public Liked unlike(long user, long id) {
    Targets.requireId(id);
    long tweet = likes(user, id) ? id : originalOf(id);
    return Liked.of(batcher.change(LikeChange.unlike(tweet, user)), false);
  }

  private boolean likes(long user, long id) {
    return !database
        .read(handle -> handle.attach(LikeDao.class).likedOf(user, new long[] {id}))
        .isEmpty();
  }

  // Nothing liked under this id: a retweet's, most likely, or nothing to take back.
  private long originalOf(long id) {
    try {
      return targets.find(id).map(Targets.Target::tweetId).orElse(id);
    } catch (StatusRuntimeException away) {
      if (Outages.isOutage(away)) {
        return id;
      }
      throw away;
    }
  }
}
