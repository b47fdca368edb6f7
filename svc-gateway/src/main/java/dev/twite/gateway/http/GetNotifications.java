package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Page;
import dev.twite.common.view.NotificationAssembler;
import dev.twite.common.view.NotificationView;
import dev.twite.proto.notification.v1.ListNotificationsRequest;
import dev.twite.proto.notification.v1.NotificationPage;
import dev.twite.proto.notification.v1.NotificationsGrpc.NotificationsBlockingStub;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** What others did that concerns the caller, newest first. */
final class GetNotifications implements Endpoint {
  private static final int MAX_ROUNDS = 3;

  private final NotificationsBlockingStub notifications;
  private final NotificationAssembler assembler;

  @Inject
  GetNotifications(NotificationsBlockingStub notifications, NotificationAssembler assembler) {
    this.notifications = notifications;
    this.assembler = assembler;
  }

  @Override
  public Route route() {
    return Route.get("/v1/notifications", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    int limit = request.limit();
    long cursor = request.cursor();
    List<NotificationView> shown = new ArrayList<>();
    // Which tweets the reader may still see turns out here, as for home timelines.
    for (int round = 0; round < MAX_ROUNDS; round++) {
      NotificationPage page =
          notifications.listNotifications(
              ListNotificationsRequest.newBuilder()
                  .setCursor(cursor)
                  .setLimit(limit - shown.size())
                  .build());
      cursor = page.getNextCursor();
      shown.addAll(assembler.all(page.getNotificationsList()));
      if (cursor == 0 || shown.size() * 2 > limit) {
        break;
      }
    }
    return Response.ok(Page.of(shown, cursor));
  }
}
