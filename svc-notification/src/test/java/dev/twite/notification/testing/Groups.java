package dev.twite.notification.testing;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The service's consumer groups as Kafka knows them. */
public final class Groups implements AutoCloseable {
  private static final Map<String, Topic> ALL =
      Map.of(
          "notification-likes", Topic.LIKE,
          "notification-tweets", Topic.TWEET,
          "notification-follows", Topic.FOLLOW,
          "notification-users", Topic.USER);

  private final KafkaConfig kafka;
  private final Admin admin;

  public Groups(World world) {
    this.kafka = world.kafka();
    this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()));
  }

  /** Returns when everything told so far has been handled. */
  public void awaitHandled(Duration limit) {
    for (Map.Entry<String, Topic> group : ALL.entrySet()) {
      within(limit, () -> assertThat(left(group.getKey(), group.getValue())).isZero());
    }
  }

  /** Has a stopped service read everything again. */
  public void rewind() throws InterruptedException, ExecutionException {
    for (Map.Entry<String, Topic> group : ALL.entrySet()) {
      Map<TopicPartition, OffsetAndMetadata> start = new HashMap<>();
      for (TopicPartition partition : partitions(group.getValue())) {
        start.put(partition, new OffsetAndMetadata(0));
      }
      String name = kafka.prefix() + group.getKey();
      // Not before its last member is known to have left.
      eventually(() -> admin.alterConsumerGroupOffsets(name, start).all().get());
    }
  }

  private long left(String group, Topic topic) throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(kafka.prefix() + group)
            .partitionsToOffsetAndMetadata()
            .get();
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions(topic).forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    long left = 0;
    for (var end : admin.listOffsets(asked).all().get().entrySet()) {
      OffsetAndMetadata done = committed.get(end.getKey());
      left += end.getValue().offset() - (done == null ? 0 : done.offset());
    }
    return left;
  }

  private List<TopicPartition> partitions(Topic topic)
      throws InterruptedException, ExecutionException {
    String name = topic.in(kafka);
    return admin.describeTopics(List.of(name)).allTopicNames().get().get(name).partitions().stream()
        .map(partition -> new TopicPartition(name, partition.partition()))
        .toList();
  }

  @Override
  public void close() {
    admin.close();
  }
}
