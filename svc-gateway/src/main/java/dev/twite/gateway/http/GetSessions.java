package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Page;
import dev.twite.gateway.view.SessionView;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.ListSessionsRequest;
import jakarta.inject.Inject;

/** The caller's sessions, newest first. */
final class GetSessions implements Endpoint {
  private final AuthBlockingStub auth;

  @Inject
  GetSessions(AuthBlockingStub auth) {
    this.auth = auth;
  }

  @Override
  public Route route() {
    return Route.get("/v1/auth/sessions", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    return Response.ok(
        Page.whole(
            auth.listSessions(ListSessionsRequest.getDefaultInstance()).getSessionsList().stream()
                .map(SessionView::of)
                .toList()));
  }
}
