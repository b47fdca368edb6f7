package dev.twite.notification.events;

import dev.twite.common.kafka.EventHandler;
import dev.twite.notification.Removals;
import dev.twite.proto.events.v1.UserDeleted;
import jakarta.inject.Inject;

/** What the end of an account means. */
final class UserEvents {
  private final Removals removals;

  @Inject
  UserEvents(Removals removals) {
    this.removals = removals;
  }

  EventHandler handler() {
    return EventHandler.builder()
        .on(UserDeleted.class, (deleted, event) -> removals.userDeleted(deleted.getUserId()))
        .build();
  }
}
