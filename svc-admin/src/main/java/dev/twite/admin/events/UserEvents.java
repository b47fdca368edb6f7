package dev.twite.admin.events;

import dev.twite.admin.Reports;
import dev.twite.common.kafka.EventHandler;
import dev.twite.proto.events.v1.UserDeleted;
import jakarta.inject.Inject;

/** What happens to accounts elsewhere. */
public final class UserEvents {
  private final Reports reports;

  @Inject
  UserEvents(Reports reports) {
    this.reports = reports;
  }

  /** What it does with which event. */
  public EventHandler handler() {
    return EventHandler.builder()
        .on(UserDeleted.class, (gone, event) -> reports.accountDeleted(gone.getUserId()))
        .build();
  }
}
