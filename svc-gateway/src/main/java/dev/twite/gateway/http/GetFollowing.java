package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Profiles;
import dev.twite.gateway.hydrate.UserAssembler;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import dev.twite.proto.follow.v1.ListRequest;
import jakarta.inject.Inject;

/** Whom a user follows, last followed first. */
final class GetFollowing implements Endpoint {
  private final Profiles profiles;
  private final FollowBlockingStub follow;
  private final UserAssembler users;

  @Inject
  GetFollowing(Profiles profiles, FollowBlockingStub follow, UserAssembler users) {
    this.profiles = profiles;
    this.follow = follow;
    this.users = users;
  }

  @Override
  public Route route() {
    return Route.get("/v1/users/{id}/following", Access.PUBLIC);
  }

  @Override
  public Response handle(Request request) {
    ListRequest list =
        ListRequest.newBuilder()
            .setUserId(request.pathId("id"))
            .setCursor(request.cursor())
            .setLimit(request.limit())
            .build();
    profiles.require(list.getUserId());
    return Response.ok(users.page(follow.listFollowing(list)));
  }
}
