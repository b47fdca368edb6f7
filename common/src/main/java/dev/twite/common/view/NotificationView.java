package dev.twite.common.view;

import dev.twite.proto.notification.v1.Notification;
import java.util.List;
import java.util.Locale;

/**
 * What some people did that concerns the reader.
 *
 * @param actors the latest first, a few of them
 * @param actorsCount how many there are in all
 * @param tweet null where it is about none
 */
public record NotificationView(
    String id,
    String type,
    List<UserShort> actors,
    long actorsCount,
    TweetView tweet,
    String createdAt,
    boolean read) {
  public static NotificationView of(
      Notification notification, List<UserShort> actors, TweetView tweet) {
    return new NotificationView(
        Wire.id(notification.getId()),
        notification.getType().name().toLowerCase(Locale.ROOT),
        actors,
        notification.getActorsCount(),
        tweet,
        Wire.time(notification.getCreatedAtMs()),
        notification.getRead());
  }
}
