package dev.twite.logger;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.logger.store.loki.LokiConfig;
import java.time.Duration;
import java.util.Optional;

/**
 * @param loki where Loki is; empty: ClickHouse keeps the lines
 * @param retention how long ClickHouse keeps them, in whole days; Loki has a setting of its own
 * @param linger how long a batch waits for more lines, at most 10 s
 * @param tails that run at a time
 */
public record LoggerConfig(
    Optional<LokiConfig> loki, Duration retention, Duration linger, int tails) {
  /** Who reads the topic: in metrics, and in Kafka. */
  public static final String GROUP = "logger";

  // A fetch waits as long at the broker, which the client gives up after 30 s.
  private static final Duration LONGEST_LINGER = Duration.ofSeconds(10);

  public static LoggerConfig from(ConfigReader config) {
    Duration retention =
        config.duration(
            "RETENTION",
            Duration.ofDays(7),
            "the time that ClickHouse keeps lines; at least a day more than their topic, which"
                + " keeps 12h at most");
    // How far the topic is read is known from the rows: they have to outlive the records.
    Duration records = Topic.LOGS.retention(KafkaConfig.from(config));
    if (retention.compareTo(records.plusDays(1)) < 0) {
      config.fault("RETENTION", "is less than a day more than the topic's (" + records + ")");
    }
    Duration linger =
        config.duration(
            "LINGER",
            Duration.ofMillis(500),
            "the longest wait of a line for its batch, at most 10s");
    if (linger.compareTo(LONGEST_LINGER) > 0) {
      config.fault("LINGER", "is more than 10s");
    }
    return new LoggerConfig(
        LokiConfig.from(config),
        retention,
        linger,
        config.integer(
            "TAILS",
            20,
            1,
            1_000,
            "views that follow the log (twitectl logs --follow, the panel) at once"));
  }
}
