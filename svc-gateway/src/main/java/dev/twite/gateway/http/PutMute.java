package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.view.RelationshipView;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import dev.twite.proto.follow.v1.TargetRequest;
import jakarta.inject.Inject;

/** The caller mutes a user. */
final class PutMute implements Endpoint {
  private final FollowBlockingStub follow;

  @Inject
  PutMute(FollowBlockingStub follow) {
    this.follow = follow;
  }

  @Override
  public Route route() {
    return Route.put("/v1/users/{id}/mute", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    TargetRequest target = TargetRequest.newBuilder().setUserId(request.pathId("id")).build();
    return Response.ok(RelationshipView.of(follow.muteUser(target)));
  }
}
