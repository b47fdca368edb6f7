package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Profiles;
import dev.twite.gateway.hydrate.UserAssembler;
import jakarta.inject.Inject;

/** A profile by id. */
final class GetUser implements Endpoint {
  private final Profiles profiles;
  private final UserAssembler users;

  @Inject
  GetUser(Profiles profiles, UserAssembler users) {
    this.profiles = profiles;
    this.users = users;
  }

  @Override
  public Route route() {
    return Route.get("/v1/users/{id}", Access.PUBLIC);
  }

  @Override
  public Response handle(Request request) {
    return Response.ok(users.one(profiles.require(request.pathId("id"))));
  }
}
