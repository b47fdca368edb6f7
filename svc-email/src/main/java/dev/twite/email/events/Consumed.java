package dev.twite.email.events;

import dev.twite.common.kafka.EventHandler;
import dev.twite.email.Erasure;
import dev.twite.email.Intake;
import dev.twite.proto.events.v1.MailRequested;
import dev.twite.proto.events.v1.NotificationCreated;
import dev.twite.proto.events.v1.UserDeleted;
import jakarta.inject.Inject;

/** What svc-email does with events. Idempotent. */
public final class Consumed {
  private final Intake intake;
  private final Erasure erasure;

  @Inject
  Consumed(Intake intake, Erasure erasure) {
    this.intake = intake;
    this.erasure = erasure;
  }

  public EventHandler handler() {
    return EventHandler.builder()
        .on(MailRequested.class, intake::accept)
        .on(NotificationCreated.class, intake::accept)
        .on(UserDeleted.class, (deleted, event) -> erasure.erase(deleted.getUserId()))
        .build();
  }
}
