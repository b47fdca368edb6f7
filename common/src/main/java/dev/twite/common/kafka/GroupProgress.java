package dev.twite.common.kafka;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a consumer group has come. */
public final class GroupProgress {
  private static final Duration STEP = Duration.ofMillis(100);

  private final KafkaConfig config;

  @Inject
  GroupProgress(KafkaConfig config) {
    this.config = config;
  }

  /**
   * Waits until a group has handled what is in topics now.
   *
   * @return false when the time was over first
   * @throws TwiteException UNAVAILABLE when Kafka is away
   */
  public boolean awaitHandled(String group, Set<Topic> topics, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try (Admin admin = Admin.create(config.client())) {
      Map<TopicPartition, Long> ends = ends(admin, topics);
      while (!hasCome(admin, config.prefix() + group, ends)) {
        if (System.nanoTime() - end > 0) {
          return false;
        }
        Thread.sleep(STEP);
      }
      return true;
    } catch (ExecutionException away) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.title(), away);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
    }
  }

  /**
   * Where a group goes on.
   *
   * @throws TwiteException UNAVAILABLE when Kafka is away
   */
  public Map<TopicPartition, Position> positions(String group) {
    try (Admin admin = Admin.create(config.client())) {
      Map<TopicPartition, Position> positions = new HashMap<>();
      admin
          .listConsumerGroupOffsets(config.prefix() + group)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, kept) -> {
                if (kept != null) {
                  int leaderEpoch = kept.leaderEpoch().orElse(Position.NO_EPOCH);
                  positions.put(partition, new Position(kept.offset(), leaderEpoch));
                }
              });
      return positions;
    } catch (ExecutionException away) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.title(), away);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
    }
  }

  private Map<TopicPartition, Long> ends(Admin admin, Set<Topic> topics)
      throws InterruptedException, ExecutionException {
    List<String> names = topics.stream().map(topic -> topic.in(config)).toList();
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(
              partition ->
                  asked.put(
                      new TopicPartition(topic.name(), partition.partition()),
                      OffsetSpec.latest()));
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
        admin.listOffsets(asked).all().get().entrySet()) {
      ends.put(end.getKey(), end.getValue().offset());
    }
    return ends;
  }

  private static boolean hasCome(Admin admin, String group, Map<TopicPartition, Long> ends)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetAndMetadata> done =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    return ends.entrySet().stream()
        .allMatch(
            end -> {
              OffsetAndMetadata offset = done.get(end.getKey());
              return end.getValue() == 0 || (offset != null && offset.offset() >= end.getValue());
            });
  }
}
