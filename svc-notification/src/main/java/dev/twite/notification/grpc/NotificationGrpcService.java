package dev.twite.notification.grpc;

import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.notification.NotificationReader;
import dev.twite.notification.NotificationReader.GroupPage;
import dev.twite.notification.ReadMarker;
import dev.twite.notification.SettingsEditor;
import dev.twite.proto.notification.v1.CountUnreadRequest;
import dev.twite.proto.notification.v1.GetNotificationsRequest;
import dev.twite.proto.notification.v1.GetNotificationsResponse;
import dev.twite.proto.notification.v1.GetSettingsRequest;
import dev.twite.proto.notification.v1.ListNotificationsRequest;
import dev.twite.proto.notification.v1.MarkReadRequest;
import dev.twite.proto.notification.v1.NotificationPage;
import dev.twite.proto.notification.v1.NotificationsGrpc;
import dev.twite.proto.notification.v1.Settings;
import dev.twite.proto.notification.v1.UnreadCount;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;

/** The door. Whose notifications they are is never a field: always the signed-in caller's. */
public final class NotificationGrpcService extends NotificationsGrpc.NotificationsImplBase {
  private final NotificationReader reader;
  private final ReadMarker marker;
  private final SettingsEditor settings;

  @Inject
  NotificationGrpcService(NotificationReader reader, ReadMarker marker, SettingsEditor settings) {
    this.reader = reader;
    this.marker = marker;
    this.settings = settings;
  }

  @Override
  public void listNotifications(
      ListNotificationsRequest request, StreamObserver<NotificationPage> observer) {
    Calls.reply(
        observer,
        () -> {
          GroupPage page = reader.list(caller(), request.getCursor(), request.getLimit());
          return NotificationPage.newBuilder()
              .addAllNotifications(Messages.of(page))
              .setNextCursor(page.nextCursor())
              .build();
        });
  }

  @Override
  public void getNotifications(
      GetNotificationsRequest request, StreamObserver<GetNotificationsResponse> observer) {
    Calls.reply(
        observer,
        () ->
            GetNotificationsResponse.newBuilder()
                .addAllNotifications(Messages.of(reader.byIds(caller(), request.getIdsList())))
                .build());
  }

  @Override
  public void markRead(MarkReadRequest request, StreamObserver<UnreadCount> observer) {
    Calls.reply(observer, () -> count(marker.mark(caller(), request.getUpToId())));
  }

  @Override
  public void countUnread(CountUnreadRequest request, StreamObserver<UnreadCount> observer) {
    Calls.reply(observer, () -> count(reader.countUnread(caller())));
  }

  @Override
  public void getSettings(GetSettingsRequest request, StreamObserver<Settings> observer) {
    Calls.reply(observer, () -> Messages.of(settings.get(caller())));
  }

  @Override
  public void updateSettings(Settings request, StreamObserver<Settings> observer) {
    Calls.reply(
        observer,
        () -> Messages.of(settings.change(caller(), before -> Messages.changed(before, request))));
  }

  private static UnreadCount count(int unread) {
    return UnreadCount.newBuilder().setCount(unread).build();
  }

  private static long caller() {
    return CallContext.requireUser().id();
  }
}
