package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import jakarta.inject.Inject;

/** Where the link of a password reset mail leads. */
final class GetResetPasswordPage implements Endpoint {
  private final AccountPages pages;

  @Inject
  GetResetPasswordPage(AccountPages pages) {
    this.pages = pages;
  }

  @Override
  public Route route() {
    return Route.get("/reset-password", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    return pages.page("reset-password.html");
  }
}
