package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.hydrate.UserAssembler;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import dev.twite.proto.follow.v1.ListOwnRequest;
import jakarta.inject.Inject;

/** Whom the caller blocks, last blocked first. */
final class GetBlocks implements Endpoint {
  private final FollowBlockingStub follow;
  private final UserAssembler users;

  @Inject
  GetBlocks(FollowBlockingStub follow, UserAssembler users) {
    this.follow = follow;
    this.users = users;
  }

  @Override
  public Route route() {
    return Route.get("/v1/me/blocks", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    ListOwnRequest list =
        ListOwnRequest.newBuilder().setCursor(request.cursor()).setLimit(request.limit()).build();
    return Response.ok(users.page(follow.listBlocks(list)));
  }
}
