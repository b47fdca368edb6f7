package dev.twite.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.twite.common.config.Secret;
import dev.twite.common.identity.Sealer;
import dev.twite.common.identity.ServiceIdentity;
import dev.twite.common.kafka.Topic;
import dev.twite.common.testing.Eventually;
import dev.twite.common.testing.TestEnv;
import dev.twite.common.testing.TopicReader;
import dev.twite.proto.events.v1.MailRequested;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.assertj.core.api.Assertions;

/** What came out of svc-auth on Kafka, as svc-email and the others see it. */
final class Events implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Sealer sealer;
  private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  Events(TestEnv env) {
    Map<String, String> settings = env.asMap();
    this.sealer =
        new Sealer(new ServiceIdentity("email", new Secret(settings.get("TWITE_SERVICE_SECRET"))));
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                settings.get("TWITE_KAFKA_BOOTSTRAP"),
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic topic : List.of(Topic.USER, Topic.MAIL)) {
      for (int partition = 0; partition < 2; partition++) {
        partitions.add(
            new TopicPartition(settings.get("TWITE_KAFKA_PREFIX") + topic.baseName(), partition));
      }
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** The latest token that was mailed to an account, opened. */
  String token(long userId, MailRequested.Kind kind) {
    AtomicReference<String> token = new AtomicReference<>();
    Eventually.eventually(
        () -> {
          for (byte[] value : payloads(userId, "MailRequested")) {
            MailRequested mail = parse(value);
            if (mail.getKind() == kind) {
              token.set(sealer.open(mail.getSealedToken().toByteArray()));
            }
          }
          Assertions.assertThat(token.get()).isNotNull();
        });
    return token.get();
  }

  /** What travels sealed, in clear. */
  String open(com.google.protobuf.ByteString sealed) {
    return sealer.open(sealed.toByteArray());
  }

  /** Payloads of a type under an account's key that have come so far. */
  List<byte[]> payloads(long userId, String type) {
    readOn();
    return seen.stream()
        .filter(event -> com.google.common.primitives.Longs.fromByteArray(event.key()) == userId)
        .filter(
            event ->
                new String(event.headers().lastHeader("event-type").value(), UTF_8).equals(type))
        .map(ConsumerRecord::value)
        .toList();
  }

  // Delivery is at least once: what comes again under the same id is there once.
  private void readOn() {
    for (ConsumerRecord<byte[], byte[]> event : consumer.poll(Duration.ofMillis(100))) {
      if (ids.add(TopicReader.header(event, "event-id"))) {
        seen.add(event);
      }
    }
  }

  /** Every value seen so far, as text; for what must not be in there. */
  String everything() {
    readOn();
    StringBuilder all = new StringBuilder();
    seen.forEach(
        event ->
            all.append(new String(event.value(), java.nio.charset.StandardCharsets.ISO_8859_1)));
    return all.toString();
  }

  private static MailRequested parse(byte[] value) {
    try {
      return MailRequested.parseFrom(value);
    } catch (InvalidProtocolBufferException malformed) {
      throw new AssertionError(malformed);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
