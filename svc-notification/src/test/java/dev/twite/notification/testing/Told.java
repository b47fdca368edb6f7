package dev.twite.notification.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.twite.common.kafka.Topic;
import dev.twite.common.testing.TestEnv;
import dev.twite.common.testing.TopicReader;
import dev.twite.notification.testing.Town.Deed;
import dev.twite.proto.events.v1.NotificationCreated;
import dev.twite.proto.notification.v1.NotificationType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the service told of notifications. */
public final class Told implements AutoCloseable {
  private final TopicReader topic;

  public Told(TestEnv env) {
    this.topic = new TopicReader(env, Topic.NOTIFICATION);
  }

  /** To one user, so far. */
  public List<NotificationCreated> to(long user) {
    return all().stream().filter(event -> event.getUserId() == user).toList();
  }

  public List<NotificationCreated> all() {
    return topic.all().stream().map(record -> parse(record.value())).toList();
  }

  /**
   * What they were about, each as often as it was told. The outbox may publish one twice, under the
   * same id.
   */
  public List<Deed> deeds() {
    Map<String, Deed> byEvent = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : topic.all()) {
      NotificationCreated event = parse(record.value());
      Deed deed =
          new Deed(
              NotificationType.forNumber(event.getType()),
              event.getActorId(),
              event.getTweetId(),
              event.getUserId());
      byEvent.put(TopicReader.header(record, "event-id"), deed);
    }
    return List.copyOf(byEvent.values());
  }

  private static NotificationCreated parse(byte[] value) {
    try {
      return NotificationCreated.parseFrom(value);
    } catch (InvalidProtocolBufferException broken) {
      throw new AssertionError(broken);
    }
  }

  @Override
  public void close() {
    topic.close();
  }
}
