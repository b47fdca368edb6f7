package dev.twite.gateway.fake;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.like.v1.GetLikesRequest;
import dev.twite.proto.like.v1.GetLikesResponse;
import dev.twite.proto.like.v1.LikeGrpc;
import dev.twite.proto.like.v1.LikeState;
import dev.twite.proto.like.v1.LikeTweetRequest;
import dev.twite.proto.like.v1.LikedTweetPage;
import dev.twite.proto.like.v1.LikerPage;
import dev.twite.proto.like.v1.ListLikedTweetsRequest;
import dev.twite.proto.like.v1.ListLikersRequest;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Likes in memory, each list in one page or two. */
public final class FakeLike extends LikeGrpc.LikeImplBase {
  private final Probe probe;
  private final FakeTweets tweets;
  private final List<Pair> likes = new ArrayList<>();

  private record Pair(long tweetId, long userId) {}

  public FakeLike(Probe probe, FakeTweets tweets) {
    this.probe = probe;
    this.tweets = tweets;
  }

  @Override
  public void likeTweet(LikeTweetRequest in, StreamObserver<LikeState> out) {
    probe.reply(
        out,
        "LikeTweet",
        () -> {
          requireTweet(in.getTweetId());
          return change(in.getTweetId(), true);
        });
  }

  @Override
  public void unlikeTweet(LikeTweetRequest in, StreamObserver<LikeState> out) {
    probe.reply(out, "UnlikeTweet", () -> change(in.getTweetId(), false));
  }

  @Override
  public void getLikes(GetLikesRequest in, StreamObserver<GetLikesResponse> out) {
    probe.reply(
        out,
        "GetLikes",
        () ->
            GetLikesResponse.newBuilder()
                .addAllLikes(in.getTweetIdsList().stream().map(this::state).toList())
                .build());
  }

  @Override
  public void listLikers(ListLikersRequest in, StreamObserver<LikerPage> out) {
    probe.reply(
        out,
        "ListLikers",
        () -> {
          requireTweet(in.getTweetId());
          return LikerPage.newBuilder()
              .addAllUserIds(newestFirst(in.getTweetId(), Pair::tweetId, Pair::userId))
              .build();
        });
  }

  @Override
  public void listLikedTweets(ListLikedTweetsRequest in, StreamObserver<LikedTweetPage> out) {
    probe.reply(
        out,
        "ListLikedTweets",
        () -> {
          List<Long> all = newestFirst(in.getUserId(), Pair::userId, Pair::tweetId);
          List<Long> page = all.stream().limit(in.getLimit()).toList();
          return LikedTweetPage.newBuilder()
              .addAllTweetIds(page)
              .setNextCursor(all.size() > page.size() ? page.getLast() : 0)
              .build();
        });
  }

  private void requireTweet(long id) {
    if (!tweets.newestFirst().contains(id)) {
      throw TwiteException.of(ErrorCode.TWEET_NOT_FOUND);
    }
  }

  private synchronized LikeState change(long tweetId, boolean like) {
    Pair pair = new Pair(tweetId, CallContext.requireUser().id());
    boolean changed = likes.remove(pair) != like;
    if (like) {
      likes.addFirst(pair);
    }
    return state(tweetId).toBuilder().setChanged(changed).build();
  }

  private synchronized LikeState state(long tweetId) {
    return LikeState.newBuilder()
        .setTweetId(tweetId)
        .setLikesCount(likes.stream().filter(pair -> pair.tweetId() == tweetId).count())
        .setLiked(likes.contains(new Pair(tweetId, CallContext.userIdOrZero())))
        .build();
  }

  private synchronized List<Long> newestFirst(
      long of, ToLongFunction<Pair> by, ToLongFunction<Pair> what) {
    return likes.stream()
        .filter(pair -> by.applyAsLong(pair) == of)
        .mapToLong(what)
        .boxed()
        .toList();
  }
}
