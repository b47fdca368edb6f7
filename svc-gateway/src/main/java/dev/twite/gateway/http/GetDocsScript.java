package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import jakarta.inject.Inject;

/** What starts the page. */
final class GetDocsScript implements Endpoint {
  private final ApiDescription description;

  @Inject
  GetDocsScript(ApiDescription description) {
    this.description = description;
  }

  @Override
  public Route route() {
    return Route.get("/docs/init.js", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    return description.file("init.js");
  }
}
