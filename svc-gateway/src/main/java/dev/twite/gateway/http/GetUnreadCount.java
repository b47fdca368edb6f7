package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.view.UnreadView;
import dev.twite.proto.notification.v1.CountUnreadRequest;
import dev.twite.proto.notification.v1.NotificationsGrpc.NotificationsBlockingStub;
import jakarta.inject.Inject;

/** How many of the caller's notifications are unread. */
final class GetUnreadCount implements Endpoint {
  private final NotificationsBlockingStub notifications;

  @Inject
  GetUnreadCount(NotificationsBlockingStub notifications) {
    this.notifications = notifications;
  }

  @Override
  public Route route() {
    return Route.get("/v1/notifications/unread-count", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    return Response.ok(
        UnreadView.of(notifications.countUnread(CountUnreadRequest.getDefaultInstance())));
  }
}
