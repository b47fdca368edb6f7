package dev.twite.common.kafka;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the logs are still those that were read. A topic that was made anew has another id; a
 * consumer would read on in it, at the same offset. A log that lost its end in a crash goes on
 * under a greater leader epoch, and Kafka tells where (KIP-320). For one thread.
 */
final class Logs {
  private static final Logger log = LoggerFactory.getLogger(Logs.class);
  private static final int TIMEOUT_MS = 5_000;

  private final KafkaConfig config;
  private final Map<TopicPartition, TopicIdPartition> seen = new HashMap<>();
  private final Map<TopicPartition, Cut> cuts = new HashMap<>();
  // Lost positions of which Kafka could not say where the log was cut.
  private final Set<TopicPartition> unexplained = new HashSet<>();
  private Optional<Admin> admin = Optional.empty();

  /** A position that a log has lost, and the first offset where it is another log than before. */
  private record Cut(long lost, long at) {}

  Logs(KafkaConfig config) {
    this.config = config;
  }

  /**
   * The logs behind partitions as they are now; {@link #of} tells of them from now on.
   *
   * @throws TwiteException UNAVAILABLE when Kafka is away or has no such topic
   */
  Set<TopicIdPartition> look(Collection<TopicPartition> partitions) throws InterruptedException {
    Set<TopicIdPartition> now = ask(partitions);
    now.forEach(one -> seen.put(one.topicPartition(), one));
    return now;
  }

  /** The log that a partition was when it was last looked at. */
  TopicIdPartition of(TopicPartition partition) {
    return seen.get(partition);
  }

  /** Whether the partitions are what they were. */
  boolean areTheSame(Collection<TopicPartition> partitions) throws InterruptedException {
    try {
      return ask(partitions).stream().allMatch(one -> one.equals(of(one.topicPartition())));
    } catch (TwiteException away) {
      log.warn("Which topics these are can't be told: {}", away.toString());
      return false;
    }
  }

  /** Takes in what a poll says of positions that are not there. */
  void lost(InvalidOffsetException gone) {
    if (!(gone instanceof LogTruncationException truncated)) {
      unexplained.addAll(gone.partitions());
      return;
    }
    truncated
        .offsetOutOfRangePartitions()
        .forEach(
            (partition, position) -> {
              OffsetAndMetadata at = truncated.divergentOffsets().get(partition);
              if (at == null) {
                unexplained.add(partition);
              } else {
                log.warn("{} lost what it had from {} to {}", partition, at.offset(), position);
                cuts.put(partition, new Cut(position, at.offset()));
              }
            });
  }

  /**
   * Where to read on. A position beyond the end fits at first if it has an epoch: the next poll
   * tells where the log was cut. Where Kafka could not tell, reading begins with the oldest record:
   * by the epochs a handler knows what it has.
   *
   * @return empty where the position does not fit
   */
  Optional<OffsetAndMetadata> after(
      TopicPartition partition, Position position, long oldest, long end) {
    boolean isUnexplained = unexplained.remove(partition);
    Cut cut = cuts.remove(partition);
    if (cut != null && cut.lost() == position.next()) {
      return Optional.of(new OffsetAndMetadata(Math.max(oldest, cut.at())));
    }
    if (position.next() < oldest) {
      return Optional.empty();
    }
    if (position.leaderEpoch() != Position.NO_EPOCH) {
      return Optional.of(
          isUnexplained
              ? new OffsetAndMetadata(oldest)
              : new OffsetAndMetadata(position.next(), Optional.of(position.leaderEpoch()), ""));
    }
    if (position.next() > end) {
      return Optional.empty();
    }
    return Optional.of(new OffsetAndMetadata(position.next()));
  }

  /** Ends the connection; the next question opens another. */
  void disconnect() {
    admin.ifPresent(Admin::close);
    admin = Optional.empty();
  }

  private Set<TopicIdPartition> ask(Collection<TopicPartition> partitions)
      throws InterruptedException {
    Set<String> names = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    try {
      Map<String, TopicDescription> topics = client().describeTopics(names).allTopicNames().get();
      return partitions.stream()
          .map(one -> new TopicIdPartition(topics.get(one.topic()).topicId(), one))
          .collect(Collectors.toSet());
    } catch (ExecutionException away) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.title(), away);
    }
  }

  private Admin client() {
    if (admin.isEmpty()) {
      Map<String, Object> settings = new HashMap<>(config.client());
      settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
      settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
      admin = Optional.of(Admin.create(settings));
    }
    return admin.orElseThrow();
  }
}
