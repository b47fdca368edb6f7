package dev.twite.gateway.http;

import dev.twite.common.error.Checks;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.ConfirmPasswordResetRequest;
import jakarta.inject.Inject;

/** A new password by a one-time token. */
final class PostPasswordResetConfirm implements Endpoint {
  private final AuthBlockingStub auth;

  @Inject
  PostPasswordResetConfirm(AuthBlockingStub auth) {
    this.auth = auth;
  }

  @Override
  public Route route() {
    return Route.post("/v1/auth/password-reset/confirm", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    Body body = request.body(Body.class);
    new Checks()
        .present("token", body.token())
        .present("new_password", body.newPassword())
        .finish();
    auth.confirmPasswordReset(
        ConfirmPasswordResetRequest.newBuilder()
            .setToken(body.token())
            .setNewPassword(body.newPassword())
            .build());
    return Response.noContent();
  }

  record Body(String token, String newPassword) {}
}
