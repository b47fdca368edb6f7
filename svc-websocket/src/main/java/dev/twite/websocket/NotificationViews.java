package dev.twite.websocket;

import dev.twite.common.view.NotificationAssembler;
import dev.twite.common.view.NotificationView;
import dev.twite.proto.notification.v1.GetNotificationsRequest;
import dev.twite.proto.notification.v1.NotificationsGrpc.NotificationsBlockingStub;
import jakarta.inject.Inject;

/** Notifications as their owner sees them in lists. */
final class NotificationViews {
  private final NotificationsBlockingStub notifications;
  private final NotificationAssembler assembler;

  @Inject
  NotificationViews(NotificationsBlockingStub notifications, NotificationAssembler assembler) {
    this.notifications = notifications;
    this.assembler = assembler;
  }

  /** One of the current reader's; null when it is gone, out of sight, or joined by a later one. */
  NotificationView own(long id) {
    GetNotificationsRequest request = GetNotificationsRequest.newBuilder().addIds(id).build();
    return assembler
        .all(notifications.getNotifications(request).getNotificationsList())
        .stream()
        .findFirst()
        .orElse(null);
  }
}
