package dev.twite.gateway.http;

import dev.twite.common.error.Checks;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.token.Sessions;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.DeleteAccountRequest;
import jakarta.inject.Inject;

/** Deletes the caller's account, by password. */
final class DeleteMe implements Endpoint {
  private final AuthBlockingStub auth;
  private final Sessions sessions;

  @Inject
  DeleteMe(AuthBlockingStub auth, Sessions sessions) {
    this.auth = auth;
    this.sessions = sessions;
  }

  @Override
  public Route route() {
    return Route.delete("/v1/me", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    Body body = request.body(Body.class);
    new Checks().present("password", body.password()).finish();
    auth.deleteAccount(DeleteAccountRequest.newBuilder().setPassword(body.password()).build());
    sessions.forget(request.requireUser().sessionId());
    return Response.noContent();
  }

  record Body(String password) {}
}
