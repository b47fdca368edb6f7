package dev.twite.gateway.http;

import dev.twite.common.error.Checks;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.ChangePasswordRequest;
import jakarta.inject.Inject;

/** Changes the caller's password and ends the other sessions. */
final class PutPassword implements Endpoint {
  private final AuthBlockingStub auth;

  @Inject
  PutPassword(AuthBlockingStub auth) {
    this.auth = auth;
  }

  @Override
  public Route route() {
    return Route.put("/v1/auth/password", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    Body body = request.body(Body.class);
    new Checks()
        .present("current_password", body.currentPassword())
        .present("new_password", body.newPassword())
        .finish();
    auth.changePassword(
        ChangePasswordRequest.newBuilder()
            .setCurrentPassword(body.currentPassword())
            .setNewPassword(body.newPassword())
            .build());
    return Response.noContent();
  }

  record Body(String currentPassword, String newPassword) {}
}
