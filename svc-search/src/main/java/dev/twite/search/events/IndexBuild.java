package dev.twite.search.events;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.search.Scans;
import dev.twite.search.store.SearchIndex;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes the index from nothing. First the ends of the topics are noted, then the owners are asked
 * for all they have, then reading goes on from the noted ends: what happened meanwhile comes once
 * more, in order, so that neither a deletion nor an edit is overtaken by the scan. Of accounts the
 * whole topic is read, for a profile may outlive its account by a moment, and nothing else would
 * tell.
 */
final class IndexBuild {
  private static final List<Topic> FROM_THEIR_ENDS =
      List.of(Topic.TWEET, Topic.PROFILE, Topic.LIKE, Topic.FOLLOW);

  private final SearchIndex index;
  private final Scans scans;
  private final KafkaConfig kafka;

  @Inject
  IndexBuild(SearchIndex index, Scans scans, KafkaConfig kafka) {
    this.index = index;
    this.scans = scans;
    this.kafka = kafka;
  }

  /**
   * Builds an index that is not whole.
   *
   * @return whether it did
   */
  boolean runIfNeeded() {
    if (index.isBuilt()) {
      return false;
    }
    run();
    return true;
  }

  /**
   * Builds the index anew.
   *
   * @throws RuntimeException an outage of what it needs; then it is to be done again
   */
  void run() {
    Map<String, Long> ends = ends();
    index.clear();
    scans.run();
    index.finishBuild(ends);
  }

  private Map<String, Long> ends() {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrap(),
            "request.timeout.ms",
            5_000,
            "default.api.timeout.ms",
            10_000);
    try (Admin admin = Admin.create(settings)) {
      List<String> topics = FROM_THEIR_ENDS.stream().map(topic -> topic.in(kafka)).toList();
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      admin
          .describeTopics(topics)
          .allTopicNames()
          .get()
          .values()
          .forEach(
              topic ->
                  topic
                      .partitions()
                      .forEach(
                          partition ->
                              asked.put(
                                  new TopicPartition(topic.name(), partition.partition()),
                                  OffsetSpec.latest())));
      Map<String, Long> ends = new HashMap<>();
      admin
          .listOffsets(asked)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(SearchEvents.key(partition), end.offset()));
      return ends;
    } catch (ExecutionException away) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE, "Kafka is away", away);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
    }
  }
}
