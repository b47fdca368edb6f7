package dev.twite.notification;

import dev.twite.common.boot.RunningService;

/** The process. */
public final class NotificationMain {
  private NotificationMain() {}

  public static void main(String[] args) {
    RunningService.main(new NotificationSpec());
  }
}
