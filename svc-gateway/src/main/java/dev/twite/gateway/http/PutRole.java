package dev.twite.gateway.http;

import dev.twite.common.error.Checks;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.admin.RoleName;
import dev.twite.gateway.admin.StandingView;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.SetRoleRequest;
import jakarta.inject.Inject;

/** Gives an account a role. */
final class PutRole implements Endpoint {
  private final AdminBlockingStub admin;

  @Inject
  PutRole(AdminBlockingStub admin) {
    this.admin = admin;
  }

  @Override
  public Route route() {
    return Route.put("/v1/admin/users/{id}/role", Access.ADMIN);
  }

  @Override
  public Response handle(Request request) {
    long id = request.pathId("id");
    Body body = request.body(Body.class);
    new Checks().present("role", body.role()).finish();
    return Response.ok(
        StandingView.of(
            admin.setRole(
                SetRoleRequest.newBuilder()
                    .setUserId(id)
                    .setRole(RoleName.parse(body.role()))
                    .build())));
  }

  record Body(String role) {}
}
