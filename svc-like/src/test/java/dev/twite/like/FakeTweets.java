package dev.twite.like;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.tweet.v1.GetTweetsRequest;
import dev.twite.proto.tweet.v1.GetTweetsResponse;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in for svc-tweet: some tweets, some of which are not for everybody. */
final class FakeTweets extends TweetServiceGrpc.TweetServiceImplBase {
  private final Map<Long, Tweet> tweets = new ConcurrentHashMap<>();
  private final Set<Secret> secrets = ConcurrentHashMap.newKeySet();
  volatile boolean away;

  private record Secret(long tweetId, long readerId) {}

  /** A tweet that everybody may see. */
  long add(long id, long author) {
    tweets.put(id, Tweet.newBuilder().setId(id).setAuthorId(author).build());
    return id;
  }

  long addRetweet(long id, long author, long of) {
    tweets.put(
        id,
        Tweet.newBuilder()
            .setId(id)
            .setAuthorId(author)
            .setRetweetOfId(of)
            .setRetweetOf(tweets.get(of))
            .build());
    return id;
  }

  /** From now on the tweet is not for that reader; 0 = the public. */
  void hide(long id, long reader) {
    secrets.add(new Secret(id, reader));
  }

  void remove(long id) {
    tweets.remove(id);
  }

  @Override
  public void getTweets(GetTweetsRequest request, StreamObserver<GetTweetsResponse> observer) {
    if (away) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE);
    }
    long reader = CallContext.userIdOrZero();
    Calls.reply(
        observer,
        () ->
            GetTweetsResponse.newBuilder()
                .addAllTweets(
                    request.getIdsList().stream()
                        .filter(id -> !secrets.contains(new Secret(id, reader)))
                        .map(tweets::get)
                        .filter(Objects::nonNull)
                        .toList())
                .build());
  }
}
