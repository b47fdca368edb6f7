package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.token.Sessions;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.RevokeSessionRequest;
import jakarta.inject.Inject;

/** Ends one of the caller's sessions. */
final class DeleteSession implements Endpoint {
  private final AuthBlockingStub auth;
  private final Sessions sessions;

  @Inject
  DeleteSession(AuthBlockingStub auth, Sessions sessions) {
    this.auth = auth;
    this.sessions = sessions;
  }

  @Override
  public Route route() {
    return Route.delete("/v1/auth/sessions/{id}", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    long id = request.pathId("id");
    auth.revokeSession(RevokeSessionRequest.newBuilder().setSessionId(id).build());
    sessions.forget(id);
    return Response.noContent();
  }
}
