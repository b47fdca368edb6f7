package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.token.Sessions;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.LogoutRequest;
import jakarta.inject.Inject;

/** Ends the session of this request. */
final class PostLogout implements Endpoint {
  private final AuthBlockingStub auth;
  private final Sessions sessions;

  @Inject
  PostLogout(AuthBlockingStub auth, Sessions sessions) {
    this.auth = auth;
    this.sessions = sessions;
  }

  @Override
  public Route route() {
    return Route.post("/v1/auth/logout", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    auth.logout(LogoutRequest.getDefaultInstance());
    sessions.forget(request.requireUser().sessionId());
    return Response.noContent();
  }
}
