package dev.twite.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaServerIT {
  private static final Duration READY = Duration.ofMinutes(2);

  private static KafkaServer kafka;

  @BeforeAll
  static void start() {
    kafka = TestServers.newKafka();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void keepsItsRecordsOverRestartAndKill() throws Exception {
    createTopic("kept");
    send("kept", "one");
    kafka.stop(Duration.ofSeconds(60));
    restart();
    send("kept", "two");
    kafka.kill();
    restart();
    assertThat(read("kept", 2)).containsExactly("one", "two");
  }

  @Test
  void makesTwelvePartitionsButNoTopicByItself() throws Exception {
    try (Admin admin = admin()) {
      admin
          .createTopics(List.of(new NewTopic("plain", Optional.empty(), Optional.empty())))
          .all()
          .get(60, TimeUnit.SECONDS);
      Await.until(
          "the topic is described with its partitions",
          READY,
          () -> partitions(admin, "plain") == 12);
      assertThatThrownBy(
              () ->
                  admin
                      .describeTopics(List.of("missing"))
                      .allTopicNames()
                      .get(60, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  @Test
  void runsOutsideThisJvm() {
    assertThat(kafka.pid()).isNotEqualTo(ProcessHandle.current().pid());
    assertThat(kafka.logFile()).exists();
  }

  private static int partitions(Admin admin, String topic) {
    try {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get(60, TimeUnit.SECONDS)
          .get(topic)
          .partitions()
          .size();
    } catch (ExecutionException notYet) {
      return 0;
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void createTopic(String topic) throws Exception {
    try (Admin admin = admin()) {
      admin
          .createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
          .all()
          .get(60, TimeUnit.SECONDS);
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  private static void send(String topic, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8))).get(60, TimeUnit.SECONDS);
    }
  }

  private static List<String> read(String topic, int count) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<String> values = new java.util.ArrayList<>();
      Await.until(
          count + " records",
          READY,
          () -> {
            consumer
                .poll(Duration.ofMillis(100))
                .forEach(found -> values.add(new String(found.value(), UTF_8)));
            return values.size() >= count;
          });
      return values;
    }
  }

  private static void restart() {
    kafka.start();
    kafka.awaitReady(READY);
  }
}
