package dev.twite.follow.events;

import dev.twite.common.kafka.Topic;
import dev.twite.common.outbox.Outbox;
import dev.twite.proto.events.v1.BlockCreated;
import dev.twite.proto.events.v1.BlockDeleted;
import dev.twite.proto.events.v1.FollowCreated;
import dev.twite.proto.events.v1.FollowDeleted;
import dev.twite.proto.events.v1.MuteCreated;
import dev.twite.proto.events.v1.MuteDeleted;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Handle;

/**
 * What svc-follow tells others: one event for each row that came or went, in its transaction. The
 * key is always the one the relation starts from, so that all events of a pair keep their order.
 */
public final class FollowEvents {
  private final Outbox outbox;

  @Inject
  FollowEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  public void followCreated(Handle handle, long follower, long followee, long atMs) {
    FollowCreated event =
        FollowCreated.newBuilder()
            .setFollowerId(follower)
            .setFolloweeId(followee)
            .setCreatedAtMs(atMs)
            .build();
    outbox.append(handle, Topic.FOLLOW, follower, event);
  }

  public void followDeleted(Handle handle, long follower, long followee) {
    FollowDeleted event =
        FollowDeleted.newBuilder().setFollowerId(follower).setFolloweeId(followee).build();
    outbox.append(handle, Topic.FOLLOW, follower, event);
  }

  public void blockCreated(Handle handle, long blocker, long blocked) {
    BlockCreated event =
        BlockCreated.newBuilder().setBlockerId(blocker).setBlockedId(blocked).build();
    outbox.append(handle, Topic.FOLLOW, blocker, event);
  }

  public void blockDeleted(Handle handle, long blocker, long blocked) {
    BlockDeleted event =
        BlockDeleted.newBuilder().setBlockerId(blocker).setBlockedId(blocked).build();
    outbox.append(handle, Topic.FOLLOW, blocker, event);
  }

  public void muteCreated(Handle handle, long muter, long muted) {
    MuteCreated event = MuteCreated.newBuilder().setMuterId(muter).setMutedId(muted).build();
    outbox.append(handle, Topic.FOLLOW, muter, event);
  }

  public void muteDeleted(Handle handle, long muter, long muted) {
    MuteDeleted event = MuteDeleted.newBuilder().setMuterId(muter).setMutedId(muted).build();
    outbox.append(handle, Topic.FOLLOW, muter, event);
  }
}
