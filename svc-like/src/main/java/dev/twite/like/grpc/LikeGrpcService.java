package dev.twite.like.grpc;

import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.like.LikeReader;
import dev.twite.like.Likes;
import dev.twite.like.store.IdPage;
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
import jakarta.inject.Inject;

/** The door: who asks, what for, and the answer as a message. */
public final class LikeGrpcService extends LikeGrpc.LikeImplBase {
  private final Likes likes;
  private final LikeReader reader;

  @Inject
  LikeGrpcService(Likes likes, LikeReader reader) {
    this.likes = likes;
    this.reader = reader;
  }

  @Override
  public void likeTweet(LikeTweetRequest request, StreamObserver<LikeState> observer) {
    Calls.reply(
        observer, () -> state(likes.like(CallContext.requireUser().id(), request.getTweetId())));
  }

  @Override
  public void unlikeTweet(LikeTweetRequest request, StreamObserver<LikeState> observer) {
    Calls.reply(
        observer, () -> state(likes.unlike(CallContext.requireUser().id(), request.getTweetId())));
  }

  @Override
  public void getLikes(GetLikesRequest request, StreamObserver<GetLikesResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          GetLikesResponse.Builder answer = GetLikesResponse.newBuilder();
          for (LikeReader.State state :
              reader.states(CallContext.userIdOrZero(), request.getTweetIdsList())) {
            answer
                .addLikesBuilder()
                .setTweetId(state.tweetId())
                .setLikesCount(state.count())
                .setLiked(state.liked());
          }
          return answer.build();
        });
  }

  @Override
  public void listLikers(ListLikersRequest request, StreamObserver<LikerPage> observer) {
    Calls.reply(
        observer,
        () -> {
          IdPage page =
              reader.likers(
                  CallContext.userIdOrZero(),
                  request.getTweetId(),
                  request.getCursor(),
                  request.getLimit());
          return LikerPage.newBuilder()
              .addAllUserIds(page.ids())
              .setNextCursor(page.nextCursor())
              .build();
        });
  }

  @Override
  public void listLikedTweets(
      ListLikedTweetsRequest request, StreamObserver<LikedTweetPage> observer) {
    Calls.reply(
        observer,
        () -> {
          IdPage page =
              reader.likedTweets(
                  CallContext.userIdOrZero(),
                  request.getUserId(),
                  request.getCursor(),
                  request.getLimit());
          return LikedTweetPage.newBuilder()
              .addAllTweetIds(page.ids())
              .setNextCursor(page.nextCursor())
              .build();
        });
  }

  private static LikeState state(Likes.Liked liked) {
    return LikeState.newBuilder()
        .setTweetId(liked.tweetId())
        .setLikesCount(liked.count())
        .setLiked(liked.liked())
        .setChanged(liked.changed())
        .build();
  }
}
