package dev.twite.common.kafka;

import dev.twite.common.config.ConfigReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * @param bootstrap {@code host:port,…}
 * @param partitions of a topic when it is made
 * @param replication of a topic when it is made
 * @param prefix before every topic and group name, so that deployments (and tests) can share a
 *     cluster
 * @param retention how long topics keep events
 */
public record KafkaConfig(
    String bootstrap, int partitions, int replication, String prefix, Duration retention) {
  public static KafkaConfig from(ConfigReader config) {
    return new KafkaConfig(
        config.required("KAFKA_BOOTSTRAP", "the address of Kafka, host:port[,host:port]"),
        config.integer("KAFKA_PARTITIONS", 12, 1, 1000, "partitions of a topic when it is made"),
        config.integer(
            "KAFKA_REPLICATION", 1, 1, 7, "replicas of a topic when it is made, itself included"),
        config.string(
            "KAFKA_PREFIX",
            "",
            "text before every topic and group name, for deployments that share a Kafka"),
        config.duration(
            "KAFKA_RETENTION",
            Duration.ofDays(7),
            "the time a topic keeps events, set when it is made"));
  }

  /** For a service that works without Kafka too: empty where its address is not set. */
  public static Optional<KafkaConfig> ifSet(ConfigReader config) {
    String bootstrap =
        config.string("KAFKA_BOOTSTRAP", "", "the address of Kafka, host:port[,host:port]");
    return bootstrap.isBlank() ? Optional.empty() : Optional.of(from(config));
  }

  Map<String, Object> client() {
    return Map.of("bootstrap.servers", bootstrap, "client.dns.lookup", "use_all_dns_ips");
  }
}
