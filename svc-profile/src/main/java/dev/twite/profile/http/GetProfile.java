package dev.twite.profile.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.profile.Profiles;
import jakarta.inject.Inject;

/**
 * {@code GET /profiles/{handle}}: a public profile for pages rendered on a server, which need no
 * gRPC for it. Ignores case. 404 user_not_found.
 */
public final class GetProfile implements Endpoint {
  private final Profiles profiles;

  @Inject
  GetProfile(Profiles profiles) {
    this.profiles = profiles;
  }

  @Override
  public Route route() {
    return Route.get("/profiles/{handle}", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    return Response.ok(ProfileJson.of(profiles.byHandle(request.path("handle"))));
  }
}
