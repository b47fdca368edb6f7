package dev.twite.notification.events;

import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventHandler;
import dev.twite.notification.Cause;
import dev.twite.notification.Intake;
import dev.twite.notification.Removals;
import dev.twite.proto.events.v1.LikeCreated;
import dev.twite.proto.events.v1.LikeDeleted;
import dev.twite.proto.notification.v1.NotificationType;
import jakarta.inject.Inject;

/** What likes mean to the authors of tweets. */
final class LikeEvents {
  private final Intake intake;
  private final Removals removals;

  @Inject
  LikeEvents(Intake intake, Removals removals) {
    this.intake = intake;
    this.removals = removals;
  }

  EventHandler handler() {
    return EventHandler.builder()
        .on(LikeCreated.class, this::created)
        .on(LikeDeleted.class, this::deleted)
        .build();
  }

  private void created(LikeCreated like, Event event) {
    Cause cause =
        new Cause(
            like.getAuthorId(),
            like.getUserId(),
            NotificationType.LIKE,
            like.getTweetId(),
            event.id(),
            event.occurredAt(),
            false);
    intake.take(cause);
  }

  private void deleted(LikeDeleted like, Event event) {
    removals.undo(
        like.getAuthorId(), like.getUserId(), NotificationType.LIKE, like.getTweetId(), event.id());
  }
}
