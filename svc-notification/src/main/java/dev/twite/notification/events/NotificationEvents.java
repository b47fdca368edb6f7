package dev.twite.notification.events;

import dev.twite.common.kafka.Topic;
import dev.twite.common.outbox.Outbox;
import dev.twite.notification.Cause;
import dev.twite.proto.events.v1.NotificationCreated;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Handle;

/** Tells of notifications, in the transaction that makes them and holds their recipient. */
public final class NotificationEvents {
  private final Outbox outbox;

  @Inject
  NotificationEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * Something new is in somebody's list.
   *
   * @param id its group's, at this moment
   */
  public void created(Handle handle, Cause cause, long id) {
    NotificationCreated event =
        NotificationCreated.newBuilder()
            .setUserId(cause.recipientId())
            .setNotificationId(id)
            .setType(cause.type().getNumber())
            .setActorId(cause.actorId())
            .setTweetId(cause.tweetId())
            .setCreatedAtMs(cause.at().toEpochMilli())
            .build();
    outbox.append(handle, Topic.NOTIFICATION, cause.recipientId(), event);
  }
}
