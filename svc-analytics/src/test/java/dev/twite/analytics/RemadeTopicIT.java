package dev.twite.analytics;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.analytics.events.AnalyticsEventsModule;
import dev.twite.analytics.testing.Crowd;
import dev.twite.analytics.testing.Publisher;
import dev.twite.analytics.testing.Tables;
import dev.twite.common.kafka.Topic;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Somebody deletes the topics, and there are new ones by the same names. */
class RemadeTopicIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final long now = System.currentTimeMillis();
  private final Crowd crowd = new Crowd(29, now - Duration.ofDays(5).toMillis(), now, 10);
  private final TestEnv env = new TestEnv().clickhouse().kafka().set("ANALYTICS_LINGER", "50ms");

  @Test
  void countsTheNewTopicFromItsFirstEvent_R19() throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", env.asMap().get("TWITE_KAFKA_BOOTSTRAP")))) {
      try (Cluster cluster = new Cluster(env)) {
        Tables tables = Tables.of(cluster.start(new AnalyticsSpec()));
        publish(300);
        counted(tables);
        makeAnew(admin);
        // Longer than the old ones at once: no offset is out of range.
        publish(900);
        counted(tables);
      }
      makeAnew(admin);
      publish(1_900);
      try (Cluster cluster = new Cluster(env)) {
        counted(Tables.of(cluster.start(new AnalyticsSpec())));
      }
    }
  }

  private void makeAnew(Admin admin) throws Exception {
    List<String> names = new ArrayList<>();
    String prefix = env.asMap().get("TWITE_KAFKA_PREFIX");
    Arrays.stream(AnalyticsEventsModule.topics())
        .map(Topic::baseName)
        .forEach(name -> names.add(prefix + name));
    admin.deleteTopics(names).all().get();
    for (String name : names) {
      // A broker may know the deleted one for a moment yet.
      within(
          PATIENCE,
          () -> admin.createTopics(List.of(new NewTopic(name, 2, (short) 1))).all().get());
      // What Topics waits for as well, and why.
      within(
          PATIENCE,
          () ->
              admin
                  .listOffsets(
                      Map.of(
                          new TopicPartition(name, 0), OffsetSpec.latest(),
                          new TopicPartition(name, 1), OffsetSpec.latest()))
                  .all()
                  .get());
    }
  }

  private void publish(int until) throws Exception {
    // Its own each: who knew the old topic is not asked here.
    try (Publisher publisher = new Publisher(env)) {
      publisher.publish(crowd.until(until));
    }
  }

  private void counted(Tables tables) {
    long sent = crowd.all().size();
    within(PATIENCE, () -> assertThat(tables.events()).isEqualTo(new Tables.Size(sent, sent)));
  }
}
