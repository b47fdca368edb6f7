package dev.twite.notification;

import dev.twite.common.config.ConfigReader;
import java.time.Duration;

/**
 * @param retention how long a group stays after its last event
 */
public record NotificationConfig(Duration retention) {
  /**
   * The longest time that a group takes in more: nothing in it is older by more than that than its
   * last event.
   */
  public static final Duration GROWS = Duration.ofDays(30);

  public static NotificationConfig from(ConfigReader config) {
    Duration retention =
        config.duration(
            "RETENTION",
            Duration.ofDays(90),
            "the time a notification is kept after its last event, at least 1d");
    if (retention.compareTo(Duration.ofDays(1)) < 0) {
      config.fault("RETENTION", "is less than a day");
    }
    return new NotificationConfig(retention);
  }
}
