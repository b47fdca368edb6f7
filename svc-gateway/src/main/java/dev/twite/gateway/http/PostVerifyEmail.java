package dev.twite.gateway.http;

import dev.twite.common.error.Checks;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.VerifyEmailRequest;
import jakarta.inject.Inject;

/** Marks an address as verified by a one-time token. */
final class PostVerifyEmail implements Endpoint {
  private final AuthBlockingStub auth;

  @Inject
  PostVerifyEmail(AuthBlockingStub auth) {
    this.auth = auth;
  }

  @Override
  public Route route() {
    return Route.post("/v1/auth/verify-email", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    Body body = request.body(Body.class);
    new Checks().present("token", body.token()).finish();
    auth.verifyEmail(VerifyEmailRequest.newBuilder().setToken(body.token()).build());
    return Response.noContent();
  }

  record Body(String token) {}
}
