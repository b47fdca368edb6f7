package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.TweetAssembler;
import dev.twite.gateway.hydrate.TweetPages;
import dev.twite.proto.like.v1.LikeGrpc.LikeBlockingStub;
import dev.twite.proto.like.v1.LikeState;
import dev.twite.proto.like.v1.LikeTweetRequest;
import jakarta.inject.Inject;

/** The caller likes a tweet. */
final class PutLike implements Endpoint {
  private final LikeBlockingStub likes;
  private final TweetAssembler assembler;
  private final TweetPages pages;

  @Inject
  PutLike(LikeBlockingStub likes, TweetAssembler assembler, TweetPages pages) {
    this.likes = likes;
    this.assembler = assembler;
    this.pages = pages;
  }

  @Override
  public Route route() {
    return Route.put("/v1/tweets/{id}/like", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    LikeTweetRequest tweet = LikeTweetRequest.newBuilder().setTweetId(request.pathId("id")).build();
    LikeState state = likes.likeTweet(tweet);
    pages.changed(state.getTweetId());
    return Response.ok(assembler.liked(state));
  }
}
