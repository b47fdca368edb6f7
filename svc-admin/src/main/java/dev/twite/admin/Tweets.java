package dev.twite.admin;

import dev.twite.proto.tweet.v1.GetTweetsRequest;
import dev.twite.proto.tweet.v1.ScanTweetsRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import jakarta.inject.Inject;
import java.util.Optional;

/** Whose a tweet is. Errors: io.grpc.StatusRuntimeException when svc-tweet can't be asked. */
final class Tweets {
  private final TweetServiceBlockingStub tweets;

  @Inject
  Tweets(TweetServiceBlockingStub tweets) {
    this.tweets = tweets;
  }

  /** Of any tweet, whoever may see it; empty when there is none. */
  Optional<Long> authorOf(long tweetId) {
    if (tweetId <= 0) {
      return Optional.empty();
    }
    ScanTweetsRequest one =
        ScanTweetsRequest.newBuilder().setAfterId(tweetId - 1).setLimit(1).build();
    return tweets.scanTweets(one).getTweetsList().stream()
        .filter(tweet -> tweet.getId() == tweetId)
        .map(Tweet::getAuthorId)
        .findFirst();
  }

  /** Of a tweet that the caller may see. */
  Optional<Long> authorAsSeen(long tweetId) {
    return tweets
        .getTweets(GetTweetsRequest.newBuilder().addIds(tweetId).build())
        .getTweetsList()
        .stream()
        .map(Tweet::getAuthorId)
        .findFirst();
  }
}
