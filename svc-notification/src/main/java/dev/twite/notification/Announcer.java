package dev.twite.notification;

import dev.twite.common.live.LiveChannel;
import dev.twite.common.live.LivePublisher;
import dev.twite.common.metrics.Metrics;
import dev.twite.proto.live.v1.LiveEvent;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import jakarta.inject.Inject;
import java.time.Clock;

/**
 * Tells sockets, after the commit. A crash in between loses the push, never the entry of the list.
 */
final class Announcer {
  private final LivePublisher live;
  private final Clock clock;
  private final Counter created;
  private final Histogram seconds;

  @Inject
  Announcer(LivePublisher live, Metrics metrics, Clock clock) {
    this.live = live;
    this.clock = clock;
    this.created =
        metrics.counter("twite_notifications_created_total", "Notifications told", "type");
    this.seconds =
        metrics.histogram(
            "twite_notification_push_seconds", "From what happened to its push into Redis");
  }

  void created(Cause cause, long id) {
    live.publish(
        LiveChannel.notifications(cause.recipientId()),
        LiveEvent.newBuilder()
            .setType(LiveEvent.Type.NOTIFICATION_CREATED)
            .setNotificationId(id)
            .setTweetId(cause.tweetId())
            .setOccurredAtMs(cause.at().toEpochMilli())
            .build());
    created.labels(cause.type().name()).inc();
    seconds.observe(Math.max(0, clock.millis() - cause.at().toEpochMilli()) / 1e3);
  }

  /** The read marker moved. */
  void read(long user, long upTo, long unread) {
    live.publish(
        LiveChannel.notifications(user),
        LiveEvent.newBuilder()
            .setType(LiveEvent.Type.NOTIFICATION_READ)
            .setNotificationId(upTo)
            .setUnread(unread)
            .setOccurredAtMs(clock.millis())
            .build());
  }
}
