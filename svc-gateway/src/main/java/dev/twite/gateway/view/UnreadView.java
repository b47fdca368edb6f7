package dev.twite.gateway.view;

import dev.twite.proto.notification.v1.UnreadCount;

/** How many notifications are unread; counted to 1,000. */
public record UnreadView(long count) {
  public static UnreadView of(UnreadCount unread) {
    return new UnreadView(unread.getCount());
  }
}
