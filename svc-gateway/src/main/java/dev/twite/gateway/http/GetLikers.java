package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.hydrate.UserAssembler;
import dev.twite.proto.like.v1.LikeGrpc.LikeBlockingStub;
import dev.twite.proto.like.v1.LikerPage;
import dev.twite.proto.like.v1.ListLikersRequest;
import jakarta.inject.Inject;

/** Who likes a tweet, last like first. */
final class GetLikers implements Endpoint {
  private final LikeBlockingStub likes;
  private final UserAssembler users;

  @Inject
  GetLikers(LikeBlockingStub likes, UserAssembler users) {
    this.likes = likes;
    this.users = users;
  }

  @Override
  public Route route() {
    return Route.get("/v1/tweets/{id}/likes", Access.PUBLIC);
  }

  @Override
  public Response handle(Request request) {
    LikerPage page =
        likes.listLikers(
            ListLikersRequest.newBuilder()
                .setTweetId(request.pathId("id"))
                .setCursor(request.cursor())
                .setLimit(request.limit())
                .build());
    return Response.ok(users.page(page.getUserIdsList(), page.getNextCursor()));
  }
}
