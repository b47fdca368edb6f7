package dev.twite.gateway.http;

import dev.twite.common.error.Checks;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Album;
import dev.twite.gateway.view.SignedIn;
import dev.twite.gateway.view.UserView;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.RegisterRequest;
import dev.twite.proto.auth.v1.SessionResponse;
import dev.twite.proto.profile.v1.CreateProfileRequest;
import dev.twite.proto.profile.v1.ProfileGrpc.ProfileBlockingStub;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An account and its first session. */
final class PostRegister implements Endpoint {
  private static final Logger log = LoggerFactory.getLogger(PostRegister.class);

  private final AuthBlockingStub auth;
  private final ProfileBlockingStub profile;

  @Inject
  PostRegister(AuthBlockingStub auth, ProfileBlockingStub profile) {
    this.auth = auth;
    this.profile = profile;
  }

  @Override
  public Route route() {
    return Route.post("/v1/auth/register", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    Body body = request.body(Body.class);
    new Checks()
        .present("handle", body.handle())
        .present("email", body.email())
        .present("password", body.password())
        .present("name", body.name())
        .finish();
    SessionResponse session =
        auth.register(
            RegisterRequest.newBuilder()
                .setHandle(body.handle())
                .setEmail(body.email())
                .setPassword(body.password())
                .setName(body.name())
                .setDevice(ClientDevice.of(request))
                .setIdempotencyKey(request.idempotencyKey())
                .build());
    return Response.created(SignedIn.of(profileOf(session), session))
        .withHeader("Cache-Control", "no-store");
  }

  // At once, so that the account can read itself; when it fails, UserCreated does it in a moment.
  private UserView profileOf(SessionResponse session) {
    try {
      return UserView.of(
          profile.createProfile(
              CreateProfileRequest.newBuilder()
                  .setUserId(session.getUserId())
                  .setHandle(session.getHandle())
                  .setName(session.getName())
                  .setCreatedAtMs(session.getUserCreatedAtMs())
                  .build()),
          Album.EMPTY);
    } catch (StatusRuntimeException later) {
      log.warn("The profile of a new account has to wait: {}", later.getStatus().getCode());
      return UserView.fresh(session);
    }
  }

  record Body(String handle, String email, String password, String name) {}
}
