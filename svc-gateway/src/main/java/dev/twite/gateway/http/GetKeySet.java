package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.token.KeySet;
import dev.twite.gateway.view.KeySetView;
import jakarta.inject.Inject;

/** The keys that verify access tokens. */
final class GetKeySet implements Endpoint {
  private final KeySet keys;

  @Inject
  GetKeySet(KeySet keys) {
    this.keys = keys;
  }

  @Override
  public Route route() {
    return Route.get("/.well-known/jwks.json", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    return Response.ok(KeySetView.of(keys.published()))
        .withHeader("Cache-Control", "public, max-age=300");
  }
}
