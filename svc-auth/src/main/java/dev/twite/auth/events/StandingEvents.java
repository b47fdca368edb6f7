package dev.twite.auth.events;

import dev.twite.auth.Standings;
import dev.twite.common.kafka.EventHandler;
import dev.twite.proto.events.v1.StandingChanged;
import jakarta.inject.Inject;

/** What svc-admin decides about accounts. */
public final class StandingEvents {
  private final Standings standings;

  @Inject
  StandingEvents(Standings standings) {
    this.standings = standings;
  }

  /** What it does with which event. */
  public EventHandler handler() {
    return EventHandler.builder()
        .on(StandingChanged.class, (decided, event) -> standings.take(decided))
        .build();
  }
}
