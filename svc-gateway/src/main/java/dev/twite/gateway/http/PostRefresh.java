package dev.twite.gateway.http;

import dev.twite.common.error.Checks;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.view.TokenPair;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.RefreshRequest;
import dev.twite.proto.auth.v1.SessionResponse;
import jakarta.inject.Inject;

/** A new pair of tokens for a refresh token, which dies. */
final class PostRefresh implements Endpoint {
  private final AuthBlockingStub auth;

  @Inject
  PostRefresh(AuthBlockingStub auth) {
    this.auth = auth;
  }

  @Override
  public Route route() {
    return Route.post("/v1/auth/refresh", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    Body body = request.body(Body.class);
    new Checks().present("refresh_token", body.refreshToken()).finish();
    SessionResponse session =
        auth.refresh(
            RefreshRequest.newBuilder()
                .setRefreshToken(body.refreshToken())
                .setDevice(ClientDevice.of(request))
                .build());
    return Response.ok(TokenPair.of(session)).withHeader("Cache-Control", "no-store");
  }

  record Body(String refreshToken) {}
}
