package dev.twite.analytics;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.kafka.KafkaConfig;
import java.time.Duration;

/**
 * @param retention how long rows are kept, in whole days
 * @param linger how long a batch waits for more events
 * @param batch the most events of a batch, which is one insert
 */
public record AnalyticsConfig(Duration retention, Duration linger, int batch) {
  public static AnalyticsConfig from(ConfigReader config) {
    Duration retention =
        config.duration("RETENTION", Duration.ofDays(400), "the time that events are kept");
    // How far topics are read is known from the rows: they have to outlive the records.
    Duration records = KafkaConfig.from(config).retention();
    if (retention.compareTo(records.plusDays(1)) < 0) {
      config.fault(
          "RETENTION", "is less than a day more than TWITE_KAFKA_RETENTION (" + records + ")");
    }
    return new AnalyticsConfig(
        retention,
        config.duration(
            "LINGER", Duration.ofSeconds(1), "the longest wait of an event for its batch"),
        config.integer("BATCH", 5_000, 1, 100_000, "the most events of an insert"));
  }
}
