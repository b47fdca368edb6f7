package dev.twite.follow;

import com.google.common.primitives.Longs;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.twite.proto.events.v1.BlockCreated;
import dev.twite.proto.events.v1.BlockDeleted;
import dev.twite.proto.events.v1.FollowCreated;
import dev.twite.proto.events.v1.FollowDeleted;
import dev.twite.proto.events.v1.MuteCreated;
import dev.twite.proto.events.v1.MuteDeleted;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what svc-follow has published, from the beginning. */
final class TopicReader implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<Told> told = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  /** An event: its key, its type, and the two it is about. */
  record Told(long key, String type, long from, long to) {}

  TopicReader(String bootstrap, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** What has been told so far of relations that {@code user} is part of. */
  List<Told> about(long user) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
      // Delivery is at least once.
      if (ids.add(header(record, "event-id"))) {
        told.add(read(record));
      }
    }
    return told.stream().filter(event -> event.from() == user || event.to() == user).toList();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static Told read(ConsumerRecord<byte[], byte[]> record) {
    String type = header(record, "event-type");
    long key = Longs.fromByteArray(record.key());
    byte[] value = record.value();
    try {
      return switch (type) {
        case "FollowCreated" -> {
          FollowCreated event = FollowCreated.parseFrom(value);
          yield new Told(key, type, event.getFollowerId(), event.getFolloweeId());
        }
        case "FollowDeleted" -> {
          FollowDeleted event = FollowDeleted.parseFrom(value);
          yield new Told(key, type, event.getFollowerId(), event.getFolloweeId());
        }
        case "BlockCreated" -> {
          BlockCreated event = BlockCreated.parseFrom(value);
          yield new Told(key, type, event.getBlockerId(), event.getBlockedId());
        }
        case "BlockDeleted" -> {
          BlockDeleted event = BlockDeleted.parseFrom(value);
          yield new Told(key, type, event.getBlockerId(), event.getBlockedId());
        }
        case "MuteCreated" -> {
          MuteCreated event = MuteCreated.parseFrom(value);
          yield new Told(key, type, event.getMuterId(), event.getMutedId());
        }
        case "MuteDeleted" -> {
          MuteDeleted event = MuteDeleted.parseFrom(value);
          yield new Told(key, type, event.getMuterId(), event.getMutedId());
        }
        default -> throw new AssertionError("Unexpected " + type);
      };
    } catch (InvalidProtocolBufferException malformed) {
      throw new AssertionError(malformed);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
