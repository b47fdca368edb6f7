package dev.twite.admin.panel;

import dev.twite.admin.panel.html.Link;
import dev.twite.admin.panel.session.PanelSession;
import dev.twite.admin.panel.session.SessionCookie;
import dev.twite.admin.panel.session.Viewers;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Form;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.identity.CallContext;
import dev.twite.common.identity.Role;
import dev.twite.common.identity.User;
import dev.twite.common.limit.RateLimiter;
import dev.twite.common.limit.Subjects;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.Device;
import dev.twite.proto.auth.v1.LoginRequest;
import dev.twite.proto.auth.v1.LogoutRequest;
import dev.twite.proto.auth.v1.SessionResponse;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Opens a session. Tries are bounded by address here, as at the gateway, and by account in svc-auth
 * (S11); who has the password but not the role is told so, and the session he has opened ends at
 * once.
 */
final class PostSignIn implements Endpoint {
  /** The one of {@code POST /v1/auth/login}: two doors are no more tries. */
  private static final String RULE = "login";

  private static final int MAX_USER_AGENT = 200;

  private final Door door;
  private final AuthBlockingStub auth;
  private final SessionCookie cookie;
  private final Viewers viewers;
  private final RateLimiter limiter;

  @Inject
  PostSignIn(
      Door door,
      AuthBlockingStub auth,
      SessionCookie cookie,
      Viewers viewers,
      RateLimiter limiter) {
    this.door = door;
    this.auth = auth;
    this.cookie = cookie;
    this.viewers = viewers;
    this.limiter = limiter;
  }

  @Override
  public Route route() {
    return Route.post("/admin/sign-in", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    return door.unguarded(request, () -> signIn(request));
  }

  private Response signIn(Request request) {
    Form form = request.form();
    try {
      limiter.take(RULE, Subjects.ofAddress(request.clientAddress())).require();
      SessionResponse opened =
          auth.login(
              LoginRequest.newBuilder()
                  .setLogin(form.text("login"))
                  .setPassword(form.exact("password"))
                  .setDevice(deviceOf(request))
                  .build());
      PanelSession session = cookie.begin(opened.getUserId(), opened.getSessionId());
      if (viewers.of(session).isEmpty()) {
        end(session);
        throw TwiteException.of(
            ErrorCode.FORBIDDEN, "Only moderators and admins come in here, and you are neither");
      }
      return Visit.goTo(Link.wanted(form.text("to")))
          .withHeader("Set-Cookie", cookie.write(session));
    } catch (StatusRuntimeException | TwiteException refused) {
      TwiteException error = GrpcErrors.toError(refused);
      if (error.code().httpStatus() >= 500) {
        throw error;
      }
      return GetSignIn.page(
          error.code().httpStatus(),
          form.text("to"),
          form.text("login"),
          Optional.of(messageOf(error)));
    }
  }

  private void end(PanelSession session) {
    CallContext.withUser(new User(session.userId(), session.sessionId(), Role.USER))
        .run(
            () -> {
              var unused = auth.logout(LogoutRequest.getDefaultInstance());
            });
  }

  private static String messageOf(TwiteException error) {
    String wait =
        error
            .retryAfter()
            .map(time -> " Try again in " + Math.max(1, time.toSeconds()) + " s.")
            .orElse("");
    return error.fields().isEmpty()
        ? error.detail() + "." + wait
        : error.fields().getFirst().field() + ": " + error.fields().getFirst().detail() + ".";
  }

  /** What the account's owner sees among his sessions. */
  private static Device deviceOf(Request request) {
    String agent = "Moderation panel, " + request.header("User-Agent").orElse("");
    return Device.newBuilder()
        .setUserAgent(agent.substring(0, Math.min(MAX_USER_AGENT, agent.length())))
        .setAddress(request.clientAddress())
        .build();
  }
}
