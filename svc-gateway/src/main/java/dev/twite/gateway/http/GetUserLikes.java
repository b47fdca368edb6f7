package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Page;
import dev.twite.common.view.Profiles;
import dev.twite.common.view.TweetAssembler;
import dev.twite.gateway.impression.Impressions;
import dev.twite.proto.like.v1.LikeGrpc.LikeBlockingStub;
import dev.twite.proto.like.v1.LikedTweetPage;
import dev.twite.proto.like.v1.ListLikedTweetsRequest;
import jakarta.inject.Inject;

/** What a user likes, last liked first. */
final class GetUserLikes implements Endpoint {
  private final Profiles profiles;
  private final LikeBlockingStub likes;
  private final TweetAssembler assembler;
  private final Impressions impressions;

  @Inject
  GetUserLikes(
      Profiles profiles,
      LikeBlockingStub likes,
      TweetAssembler assembler,
      Impressions impressions) {
    this.profiles = profiles;
    this.likes = likes;
    this.assembler = assembler;
    this.impressions = impressions;
  }

  @Override
  public Route route() {
    return Route.get("/v1/users/{id}/likes", Access.PUBLIC);
  }

  @Override
  public Response handle(Request request) {
    ListLikedTweetsRequest list =
        ListLikedTweetsRequest.newBuilder()
            .setUserId(request.pathId("id"))
            .setCursor(request.cursor())
            .setLimit(request.limit())
            .build();
    profiles.require(list.getUserId());
    LikedTweetPage page = likes.listLikedTweets(list);
    return Response.ok(
        impressions.shown(Page.of(assembler.byIds(page.getTweetIdsList()), page.getNextCursor())));
  }
}
