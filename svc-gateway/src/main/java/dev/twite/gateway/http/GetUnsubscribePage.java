package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import jakarta.inject.Inject;

/** Where the unsubscribe link at the foot of a mail leads; its button does it. */
final class GetUnsubscribePage implements Endpoint {
  private final AccountPages pages;

  @Inject
  GetUnsubscribePage(AccountPages pages) {
    this.pages = pages;
  }

  @Override
  public Route route() {
    return Route.get("/v1/email/unsubscribe", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    return pages.page("unsubscribe.html");
  }
}
