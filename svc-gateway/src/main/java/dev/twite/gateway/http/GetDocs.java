package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import jakarta.inject.Inject;

/** A page to read the contract and try it. */
final class GetDocs implements Endpoint {
  private final ApiDescription description;

  @Inject
  GetDocs(ApiDescription description) {
    this.description = description;
  }

  @Override
  public Route route() {
    return Route.get("/docs", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    return description.file("index.html");
  }
}
