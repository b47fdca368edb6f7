package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import jakarta.inject.Inject;
import java.util.Map;

/** That this process answers. */
final class GetHealth implements Endpoint {

  @Inject
  GetHealth() {}

  @Override
  public Route route() {
    return Route.get("/healthz", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    return Response.ok(Map.of("status", "ok"));
  }
}
