package dev.twite.common.log;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.kafka.KafkaConfig;
import java.util.Optional;

/**
 * @param instance which process of the service it is, on every line
 * @param share of the requests that leave lines in the access log, 0 to 1
 * @param kafka where lines are shipped to; empty: nowhere
 */
public record LogConfig(String instance, double share, Optional<KafkaConfig> kafka) {
  public static LogConfig from(ConfigReader config) {
    String instance =
        config.string("INSTANCE", here(), "the name of this process among those of its service");
    config.derived("INSTANCE", "the host's name and the process's id");
    double share =
        config.share(
            "LOG_SAMPLE",
            "1",
            "the share of requests that leave a line in the log when done; failures always do");
    boolean ships =
        config.flag(
            "LOG_SHIPPING",
            true,
            "whether log lines go to Kafka for svc-logger, where TWITE_KAFKA_BOOTSTRAP is set");
    return new LogConfig(instance, share, ships ? KafkaConfig.ifSet(config) : Optional.empty());
  }

  // A container's name is its HOSTNAME.
  private static String here() {
    String host = System.getenv("HOSTNAME");
    return (host == null || host.isBlank() ? "local" : host) + "-" + ProcessHandle.current().pid();
  }
}
