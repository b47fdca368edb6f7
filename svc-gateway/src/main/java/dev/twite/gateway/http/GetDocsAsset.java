package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import jakarta.inject.Inject;

/** What the page is made of. */
final class GetDocsAsset implements Endpoint {
  private final ApiDescription description;

  @Inject
  GetDocsAsset(ApiDescription description) {
    this.description = description;
  }

  @Override
  public Route route() {
    return Route.get("/docs/assets/{file}", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    return description.file("assets/" + request.path("file"));
  }
}
