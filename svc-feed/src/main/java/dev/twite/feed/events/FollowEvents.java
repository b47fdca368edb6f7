package dev.twite.feed.events;

import dev.twite.common.kafka.EventHandler;
import dev.twite.feed.FollowChanges;
import dev.twite.proto.events.v1.FollowCreated;
import dev.twite.proto.events.v1.FollowDeleted;
import dev.twite.proto.events.v1.UserDeleted;
import jakarta.inject.Inject;

/**
 * What follows and departures make svc-feed do. A block ends follows with a FollowDeleted each, in
 * order with the follows of the same pair; blocks and mutes themselves count at read.
 */
final class FollowEvents {
  private final FollowChanges changes;

  @Inject
  FollowEvents(FollowChanges changes) {
    this.changes = changes;
  }

  EventHandler follows() {
    return EventHandler.builder()
        .on(
            FollowCreated.class,
            (follow, event) -> changes.followed(follow.getFollowerId(), follow.getFolloweeId()))
        .on(
            FollowDeleted.class,
            (follow, event) -> changes.unfollowed(follow.getFollowerId(), follow.getFolloweeId()))
        .build();
  }

  EventHandler users() {
    return EventHandler.builder()
        .on(UserDeleted.class, (user, event) -> changes.userDeleted(user.getUserId()))
        .build();
  }
}
