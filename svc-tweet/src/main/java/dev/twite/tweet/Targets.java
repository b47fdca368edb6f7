package dev.twite.tweet;

import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.Visibility;
import dev.twite.tweet.store.TweetDao;
import dev.twite.tweet.store.TweetRow;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * The tweet that something is done to, read from PostgreSQL: what is written must not rest on a
 * copy. A retweet stands for its original.
 */
final class Targets {
  private final Database database;
  private final Audiences audiences;

  @Inject
  Targets(Database database, Audiences audiences) {
    this.database = database;
    this.audiences = audiences;
  }

  /**
   * The original behind an id.
   *
   * @throws TwiteException TWEET_NOT_FOUND when it is not there, or not for the actor; BLOCKED when
   *     a block stands between the actor and an author
   */
  Tweet find(long actor, long id) {
    Tweet named = load(id);
    Tweet original = named.getRetweetOfId() == 0 ? named : load(named.getRetweetOfId());
    Audience audience = audiences.of(actor, List.of(named, original));
    if (audience.hides(original)) {
      throw TwiteException.of(ErrorCode.BLOCKED);
    }
    if (!audience.sees(named) || !audience.sees(original)) {
      throw TwiteException.of(ErrorCode.TWEET_NOT_FOUND);
    }
    return original;
  }

  /** {@link #find}, where even a block means that the tweet is not there. */
  Tweet findVisible(long actor, long id) {
    try {
      return find(actor, id);
    } catch (TwiteException refused) {
      throw refused.code() == ErrorCode.BLOCKED
          ? TwiteException.of(ErrorCode.TWEET_NOT_FOUND)
          : refused;
    }
  }

  /** The id of the original behind an id, whoever may see it; the id itself when it is gone. */
  long originalOf(long id) {
    return row(id).map(TweetRow::retweetOfId).filter(original -> original != 0).orElse(id);
  }

  /**
   * Refuses to spread a tweet for followers further than its author did.
   *
   * @throws TwiteException INVALID_REQUEST, not_retweetable
   */
  static void requireSpreadable(long actor, Tweet tweet) {
    if (tweet.getVisibility() == Visibility.VISIBILITY_FOLLOWERS && tweet.getAuthorId() != actor) {
      throw TwiteException.invalid(
          "visibility", "not_retweetable", "The tweet is for its author's followers only");
    }
  }

  private Tweet load(long id) {
    return row(id)
        .map(TweetRow::toTweet)
        .orElseThrow(() -> TwiteException.of(ErrorCode.TWEET_NOT_FOUND));
  }

  private Optional<TweetRow> row(long id) {
    return database.read(handle -> handle.attach(TweetDao.class).find(id));
  }
}
