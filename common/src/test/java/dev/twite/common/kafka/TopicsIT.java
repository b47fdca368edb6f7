package dev.twite.common.kafka;

import dev.twite.common.testing.TestEnv;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.RepeatedTest;

class TopicsIT {
  private static final int PARTITIONS = 12;

  @RepeatedTest(3)
  void everyPartitionOfANewTopicTakesItsFirstRecordAtOnce_R1() throws Exception {
    Map<String, String> env = new TestEnv().kafka().asMap();
    KafkaConfig config =
        new KafkaConfig(
            env.get("TWITE_KAFKA_BOOTSTRAP"),
            PARTITIONS,
            1,
            env.get("TWITE_KAFKA_PREFIX"),
            Duration.ofHours(1));
    Map<String, Object> settings = new HashMap<>(config.client());
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    settings.put(ProducerConfig.RETRIES_CONFIG, 0);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      Topics topics = new Topics(config, EnumSet.of(Topic.TWEET, Topic.LIKE, Topic.FOLLOW));
      topics.start();
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (Topic topic : List.of(Topic.FOLLOW, Topic.LIKE, Topic.TWEET)) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
          sent.add(
              producer.send(
                  new ProducerRecord<>(topic.in(config), partition, new byte[0], new byte[0])));
        }
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    }
  }
}
