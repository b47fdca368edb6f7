package dev.twite.admin.events;

import dev.twite.admin.store.StandingRow;
import dev.twite.common.kafka.Topic;
import dev.twite.common.outbox.Outbox;
import dev.twite.proto.events.v1.StandingChanged;
import dev.twite.proto.events.v1.TweetRemoved;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Handle;

/** What svc-admin tells the others, all in the transaction of what it tells of. */
public final class AdminEvents {
  private final Outbox outbox;

  @Inject
  AdminEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  /** The transaction holds the row. */
  public void standingChanged(Handle handle, StandingRow row) {
    StandingChanged event =
        StandingChanged.newBuilder()
            .setUserId(row.userId())
            .setVersion(row.version())
            .setRole(row.role().name())
            .setBanned(row.banned())
            .setBannedUntilMs(row.bannedUntilMs())
            .setBanReason(row.banReason())
            .build();
    outbox.append(handle, Topic.MODERATION, row.userId(), event);
  }

  public void tweetRemoved(Handle handle, long tweetId) {
    outbox.append(
        handle, Topic.MODERATION, tweetId, TweetRemoved.newBuilder().setTweetId(tweetId).build());
  }
}
