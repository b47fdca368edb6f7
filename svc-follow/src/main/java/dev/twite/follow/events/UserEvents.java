package dev.twite.follow.events;

import dev.twite.common.kafka.EventHandler;
import dev.twite.follow.Eraser;
import dev.twite.proto.events.v1.UserDeleted;
import jakarta.inject.Inject;

/** What svc-follow does with events of accounts. Idempotent by effect. */
public final class UserEvents {
  private final Eraser eraser;

  @Inject
  UserEvents(Eraser eraser) {
    this.eraser = eraser;
  }

  public EventHandler handler() {
    return EventHandler.builder()
        .on(UserDeleted.class, (deleted, event) -> eraser.add(deleted.getUserId()))
        .build();
  }
}
