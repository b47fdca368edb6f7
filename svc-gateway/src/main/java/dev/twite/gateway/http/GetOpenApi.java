package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import jakarta.inject.Inject;

/** The public contract. */
final class GetOpenApi implements Endpoint {
  private final ApiDescription description;

  @Inject
  GetOpenApi(ApiDescription description) {
    this.description = description;
  }

  @Override
  public Route route() {
    return Route.get("/openapi.json", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    return Response.bytes("application/json", description.json());
  }
}
