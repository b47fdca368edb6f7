package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import jakarta.inject.Inject;

/** What the account pages are made of. */
final class GetAccountAsset implements Endpoint {
  private final AccountPages pages;

  @Inject
  GetAccountAsset(AccountPages pages) {
    this.pages = pages;
  }

  @Override
  public Route route() {
    return Route.get("/account/{file}", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    return pages.asset(request.path("file"));
  }
}
