package dev.twite.like;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.tweet.v1.GetTweetsRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * The tweet that something is about, as the caller may see it: svc-tweet decides, by the caller of
 * the call token. A retweet stands for the tweet inside.
 */
public final class Targets {
  private final TweetServiceBlockingStub tweets;

  /** A tweet that is no retweet, and its author. */
  public record Target(long tweetId, long authorId) {}

  @Inject
  Targets(TweetServiceBlockingStub tweets) {
    this.tweets = tweets;
  }

  /**
   * @throws TwiteException TWEET_NOT_FOUND when it is not there, or not for the caller;
   *     INVALID_REQUEST
   * @throws io.grpc.StatusRuntimeException when svc-tweet can't say
   */
  Target require(long id) {
    return find(id).orElseThrow(() -> TwiteException.of(ErrorCode.TWEET_NOT_FOUND));
  }

  /** Empty when it is not there, or not for the caller. */
  Optional<Target> find(long id) {
    requireId(id);
    return tweets
        .getTweets(GetTweetsRequest.newBuilder().addIds(id).build())
        .getTweetsList()
        .stream()
        .findFirst()
        .flatMap(Targets::original);
  }

  /** What is taken back needs no tweet, only an id. */
  static void requireId(long id) {
    if (id <= 0) {
      throw TwiteException.invalid("tweet_id", "required", "Missing; give the id of a tweet");
    }
  }

  private static Optional<Target> original(Tweet tweet) {
    if (tweet.getRetweetOfId() == 0) {
      return Optional.of(new Target(tweet.getId(), tweet.getAuthorId()));
    }
    return tweet.hasRetweetOf()
        ? Optional.of(new Target(tweet.getRetweetOf().getId(), tweet.getRetweetOf().getAuthorId()))
        : Optional.empty();
  }
}
