package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import jakarta.inject.Inject;

/** What the caller hears of, and what comes by e-mail. */
final class GetNotificationSettings implements Endpoint {
  private final NotificationSettings settings;

  @Inject
  GetNotificationSettings(NotificationSettings settings) {
    this.settings = settings;
  }

  @Override
  public Route route() {
    return Route.get("/v1/notifications/settings", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    return Response.ok(settings.view(settings.told()));
  }
}
