package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.view.UnreadView;
import dev.twite.proto.notification.v1.MarkReadRequest;
import dev.twite.proto.notification.v1.NotificationsGrpc.NotificationsBlockingStub;
import jakarta.inject.Inject;

/** Marks the caller's notifications as read, up to one, or all. */
final class PutNotificationsRead implements Endpoint {
  private static final String ALL = "0";

  private final NotificationsBlockingStub notifications;

  @Inject
  PutNotificationsRead(NotificationsBlockingStub notifications) {
    this.notifications = notifications;
  }

  @Override
  public Route route() {
    return Route.put("/v1/notifications/read", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    String upToId = request.body(Body.class).upToId();
    long upTo = upToId == null || upToId.equals(ALL) ? 0 : Request.id("up_to_id", upToId);
    return Response.ok(
        UnreadView.of(
            notifications.markRead(MarkReadRequest.newBuilder().setUpToId(upTo).build())));
  }

  record Body(String upToId) {}
}
