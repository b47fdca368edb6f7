package dev.twite.gateway.http;

import dev.twite.common.error.Checks;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Profiles;
import dev.twite.gateway.hydrate.UserAssembler;
import dev.twite.gateway.view.SignedIn;
import dev.twite.gateway.view.UserView;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.LoginRequest;
import dev.twite.proto.auth.v1.SessionResponse;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session, by handle or e-mail address and password. */
final class PostLogin implements Endpoint {
  private static final Logger log = LoggerFactory.getLogger(PostLogin.class);

  private final AuthBlockingStub auth;
  private final Profiles profiles;
  private final UserAssembler users;

  @Inject
  PostLogin(AuthBlockingStub auth, Profiles profiles, UserAssembler users) {
    this.auth = auth;
    this.profiles = profiles;
    this.users = users;
  }

  @Override
  public Route route() {
    return Route.post("/v1/auth/login", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    Body body = request.body(Body.class);
    new Checks().present("login", body.login()).present("password", body.password()).finish();
    SessionResponse session =
        auth.login(
            LoginRequest.newBuilder()
                .setLogin(body.login())
                .setPassword(body.password())
                .setDevice(ClientDevice.of(request))
                .build());
    return Response.ok(SignedIn.of(profileOf(session), session))
        .withHeader("Cache-Control", "no-store");
  }

  // The session is open: a profile that can't be had must not keep its tokens from their owner.
  private UserView profileOf(SessionResponse session) {
    try {
      return profiles
          .find(session.getUserId())
          .map(users::plain)
          .orElseGet(() -> UserView.fresh(session));
    } catch (StatusRuntimeException away) {
      log.warn("A session opens without its profile: {}", away.getStatus().getCode());
      return UserView.fresh(session);
    }
  }

  record Body(String login, String password) {}
}
