package dev.twite.common.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What all consumers have in common. */
final class ConsumerSettings {
  /** Where a fetch lingers, more than this is not waited for. */
  static final int ENOUGH_BYTES = 1 << 20;

  private ConsumerSettings() {}

  /** Of a consumer that reads on its own. */
  static Map<String, Object> alone(KafkaConfig config) {
    Map<String, Object> settings = new HashMap<>(config.client());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    return settings;
  }

  /** Of a member of a group. */
  static Map<String, Object> member(KafkaConfig config, String group) {
    Map<String, Object> settings = alone(config);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    return settings;
  }

  static KafkaConsumer<byte[], byte[]> open(
      Map<String, Object> common, Map<String, Object> particular) {
    Map<String, Object> settings = new HashMap<>(common);
    settings.putAll(particular);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
