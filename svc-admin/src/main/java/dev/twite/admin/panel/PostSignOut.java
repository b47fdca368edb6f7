package dev.twite.admin.panel;

import dev.twite.admin.panel.html.Link;
import dev.twite.admin.panel.session.SessionCookie;
import dev.twite.admin.panel.session.Viewers;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.identity.Role;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.LogoutRequest;
import jakarta.inject.Inject;

/** Ends the session, here and at svc-auth. */
final class PostSignOut extends Page {
  private final AuthBlockingStub auth;
  private final SessionCookie cookie;
  private final Viewers viewers;

  @Inject
  PostSignOut(Door door, AuthBlockingStub auth, SessionCookie cookie, Viewers viewers) {
    super(door, Route.Method.POST, "/sign-out", Role.MODERATOR);
    this.auth = auth;
    this.cookie = cookie;
    this.viewers = viewers;
  }

  @Override
  protected Response answer(Visit visit) {
    var unused = auth.logout(LogoutRequest.getDefaultInstance());
    viewers.forget(visit.viewer().session());
    return visit
        .done(Link.to("/sign-in"), Done.SIGNED_OUT)
        .withHeader("Set-Cookie", cookie.clear());
  }
}
