package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import jakarta.inject.Inject;

/** Where the link of a verification mail leads. */
final class GetVerifyEmailPage implements Endpoint {
  private final AccountPages pages;

  @Inject
  GetVerifyEmailPage(AccountPages pages) {
    this.pages = pages;
  }

  @Override
  public Route route() {
    return Route.get("/verify-email", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    return pages.page("verify-email.html");
  }
}
