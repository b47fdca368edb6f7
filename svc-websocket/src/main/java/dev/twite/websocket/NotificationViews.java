package dev.twite.websocket;

import dev.twite.common.view.Profiles;
import dev.twite.common.view.TweetAssembler;
import dev.twite.common.view.TweetView;
import dev.twite.common.view.UserShort;
import dev.twite.common.view.Wire;
import dev.twite.proto.notification.v1.GetNotificationsRequest;
import dev.twite.proto.notification.v1.Notification;
import dev.twite.proto.notification.v1.NotificationType;
import dev.twite.proto.notification.v1.NotificationsGrpc.NotificationsBlockingStub;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Notifications as their owner sees them. */
final class NotificationViews {
  private static final int ACTORS = 5;

  private final NotificationsBlockingStub notifications;
  private final Profiles profiles;
  private final TweetAssembler tweets;

  /** {@code Notification} in the contract. */
  record View(
      String id,
      String type,
      List<UserShort> actors,
      long actorsCount,
      TweetView tweet,
      String createdAt,
      boolean read) {}

  @Inject
  NotificationViews(
      NotificationsBlockingStub notifications, Profiles profiles, TweetAssembler tweets) {
    this.notifications = notifications;
    this.profiles = profiles;
    this.tweets = tweets;
  }

  /** One of the current reader's; null when it is gone, or joined by a later one. */
  View own(long id) {
    GetNotificationsRequest request = GetNotificationsRequest.newBuilder().addIds(id).build();
    return notifications.getNotifications(request).getNotificationsList().stream()
        .findFirst()
        .flatMap(this::view)
        .orElse(null);
  }

  /** As lists have it: what is about a tweet out of sight, or of people who are gone, is not. */
  private Optional<View> view(Notification notification) {
    List<UserShort> actors =
        profiles.byId(notification.getActorIdsList()).values().stream()
            .limit(ACTORS)
            .map(UserShort::of)
            .toList();
    TweetView tweet =
        notification.getTweetId() == 0
            ? null
            : tweets.byIds(List.of(notification.getTweetId())).stream().findFirst().orElse(null);
    boolean lost = notification.getTweetId() != 0 && tweet == null;
    boolean deserted = actors.isEmpty() && notification.getType() != NotificationType.SYSTEM;
    if (lost || deserted) {
      return Optional.empty();
    }
    return Optional.of(
        new View(
            Wire.id(notification.getId()),
            notification.getType().name().toLowerCase(Locale.ROOT),
            actors,
            notification.getActorsCount(),
            tweet,
            Wire.time(notification.getCreatedAtMs()),
            notification.getRead()));
  }
}
