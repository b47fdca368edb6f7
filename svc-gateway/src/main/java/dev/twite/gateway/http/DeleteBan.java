package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.admin.StandingView;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.UnbanRequest;
import jakarta.inject.Inject;

/** Lifts a ban. */
final class DeleteBan implements Endpoint {
  private final AdminBlockingStub admin;

  @Inject
  DeleteBan(AdminBlockingStub admin) {
    this.admin = admin;
  }

  @Override
  public Route route() {
    return Route.delete("/v1/admin/users/{id}/ban", Access.MODERATOR);
  }

  @Override
  public Response handle(Request request) {
    return Response.ok(
        StandingView.of(
            admin.unban(UnbanRequest.newBuilder().setUserId(request.pathId("id")).build())));
  }
}
