package dev.twite.profile;

import dev.twite.common.grpc.Calls;
import dev.twite.profile.store.Figures;
import dev.twite.proto.follow.v1.CountRelationsRequest;
import dev.twite.proto.follow.v1.CountRelationsResponse;
import dev.twite.proto.follow.v1.FollowGrpc;
import dev.twite.proto.tweet.v1.CountByAuthorsRequest;
import dev.twite.proto.tweet.v1.CountByAuthorsResponse;
import dev.twite.proto.tweet.v1.TweetServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in for svc-follow and svc-tweet, as far as they count. */
final class FakeSources {
  /** What there is; of whom there is nothing here, there is nothing. */
  final Map<Long, Figures> figures = new ConcurrentHashMap<>();

  final AtomicInteger looks = new AtomicInteger();
  volatile long oldestUnpublishedMs;
  volatile Runnable betweenLooks = () -> {};

  private Figures of(long user) {
    return figures.getOrDefault(user, Figures.NONE);
  }

  FollowGrpc.FollowImplBase follow() {
    return new FollowGrpc.FollowImplBase() {
      @Override
      public void countRelations(
          CountRelationsRequest request, StreamObserver<CountRelationsResponse> observer) {
        looks.incrementAndGet();
        betweenLooks.run();
        CountRelationsResponse.Builder response =
            CountRelationsResponse.newBuilder()
                .setCountedAtMs(System.currentTimeMillis())
                .setOldestUnpublishedMs(oldestUnpublishedMs);
        for (long user : request.getUserIdsList()) {
          response
              .addCountsBuilder()
              .setUserId(user)
              .setFollowers(of(user).followers())
              .setFollowing(of(user).following());
        }
        Calls.reply(observer, response::build);
      }
    };
  }

  TweetServiceGrpc.TweetServiceImplBase tweets() {
    return new TweetServiceGrpc.TweetServiceImplBase() {
      @Override
      public void countByAuthors(
          CountByAuthorsRequest request, StreamObserver<CountByAuthorsResponse> observer) {
        CountByAuthorsResponse.Builder response =
            CountByAuthorsResponse.newBuilder().setCountedAtMs(System.currentTimeMillis());
        for (long user : request.getAuthorIdsList()) {
          response.addCountsBuilder().setAuthorId(user).setTweets(of(user).tweets());
        }
        Calls.reply(observer, response::build);
      }
    };
  }
}
