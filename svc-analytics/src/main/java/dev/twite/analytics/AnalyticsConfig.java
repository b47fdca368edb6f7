package dev.twite.analytics;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.kafka.KafkaConfig;
import java.time.Duration;

/**
 * @param retention how long rows are kept, in whole days
 * @param linger how long a batch waits for more events, at most 10 s
 * @param batch the most events of a batch; a table takes it in one insert, or in several where it
 *     has more rows
 */
public record AnalyticsConfig(Duration retention, Duration linger, int batch) {
  // A fetch waits as long at the broker, which the client gives up after 30 s.
  private static final Duration LONGEST_LINGER = Duration.ofSeconds(10);

  public static AnalyticsConfig from(ConfigReader config) {
    Duration retention =
        config.duration(
            "RETENTION",
            Duration.ofDays(400),
            "the time that events are kept; TWITE_KAFKA_RETENTION and a day at least");
    // How far topics are read is known from the rows: they have to outlive the records.
    Duration records = KafkaConfig.from(config).retention();
    if (retention.compareTo(records.plusDays(1)) < 0) {
      config.fault(
          "RETENTION", "is less than a day more than TWITE_KAFKA_RETENTION (" + records + ")");
    }
    Duration linger =
        config.duration(
            "LINGER",
            Duration.ofSeconds(1),
            "the longest wait of an event for its batch, at most 10s");
    if (linger.compareTo(LONGEST_LINGER) > 0) {
      config.fault("LINGER", "is more than 10s");
    }
    return new AnalyticsConfig(
        retention, linger, config.integer("BATCH", 5_000, 1, 20_000, "the most events of a batch"));
  }
}
