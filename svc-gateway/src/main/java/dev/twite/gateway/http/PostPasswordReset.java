package dev.twite.gateway.http;

import dev.twite.common.error.Checks;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.RequestPasswordResetRequest;
import jakarta.inject.Inject;

/** Has a one-time token mailed; says the same whether or not the address has an account. */
final class PostPasswordReset implements Endpoint {
  private final AuthBlockingStub auth;

  @Inject
  PostPasswordReset(AuthBlockingStub auth) {
    this.auth = auth;
  }

  @Override
  public Route route() {
    return Route.post("/v1/auth/password-reset", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    Body body = request.body(Body.class);
    new Checks().present("email", body.email()).finish();
    auth.requestPasswordReset(
        RequestPasswordResetRequest.newBuilder().setEmail(body.email()).build());
    return Response.empty(202);
  }

  record Body(String email) {}
}
