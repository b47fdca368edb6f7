package dev.twite.notification.events;

import dev.twite.common.follow.ReadFilters;
import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventHandler;
import dev.twite.notification.Cause;
import dev.twite.notification.Intake;
import dev.twite.notification.Removals;
import dev.twite.proto.events.v1.BlockCreated;
import dev.twite.proto.events.v1.BlockDeleted;
import dev.twite.proto.events.v1.FollowCreated;
import dev.twite.proto.events.v1.FollowDeleted;
import dev.twite.proto.events.v1.MuteCreated;
import dev.twite.proto.events.v1.MuteDeleted;
import dev.twite.proto.notification.v1.NotificationType;
import jakarta.inject.Inject;

/** What follows, blocks and mutes mean. A mute takes nothing out: it counts when lists are read. */
final class FollowEvents {
  private final Intake intake;
  private final Removals removals;
  private final ReadFilters filters;

  @Inject
  FollowEvents(Intake intake, Removals removals, ReadFilters filters) {
    this.intake = intake;
    this.removals = removals;
    this.filters = filters;
  }

  EventHandler handler() {
    return EventHandler.builder()
        .on(FollowCreated.class, this::created)
        .on(FollowDeleted.class, this::deleted)
        .on(BlockCreated.class, this::blocked)
        .on(BlockDeleted.class, (block, event) -> unblocked(block))
        .on(MuteCreated.class, (mute, event) -> filters.forget(mute.getMuterId()))
        .on(MuteDeleted.class, (mute, event) -> filters.forget(mute.getMuterId()))
        .build();
  }

  private void created(FollowCreated follow, Event event) {
    Cause cause =
        new Cause(
            follow.getFolloweeId(),
            follow.getFollowerId(),
            NotificationType.FOLLOW,
            0,
            event.id(),
            event.occurredAt(),
            false);
    intake.take(cause);
  }

  private void deleted(FollowDeleted follow, Event event) {
    removals.undo(
        follow.getFolloweeId(), follow.getFollowerId(), NotificationType.FOLLOW, 0, event.id());
  }

  private void blocked(BlockCreated block, Event event) {
    // What is on its way sees the block, then what is there already goes.
    filters.forget(block.getBlockerId());
    filters.forget(block.getBlockedId());
    removals.part(block.getBlockerId(), block.getBlockedId(), event.id());
  }

  private void unblocked(BlockDeleted block) {
    // What is refused stays refused: what comes from now on must not be for an old filter's sake.
    filters.forget(block.getBlockerId());
    filters.forget(block.getBlockedId());
  }
}
