package dev.twite.common.outbox;

import static dev.twite.common.testing.Eventually.atMost;
import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.boot.RunningService;
import dev.twite.common.db.Database;
import dev.twite.common.kafka.Topic;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.SampleSpec;
import dev.twite.common.testing.TestEnv;
import dev.twite.common.testing.TimedTest;
import dev.twite.common.testing.TopicReader;
import dev.twite.proto.events.v1.TweetDeleted;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxIT {
  private final TestEnv env = new TestEnv().postgres("sample").redis().kafka();
  private final Cluster cluster = new Cluster(env);
  private Database database;
  private Outbox outbox;
  private RunningService service;

  @BeforeEach
  void start() throws Exception {
    service = cluster.start(new SampleSpec());
    database = service.get(Database.class);
    outbox = service.get(Outbox.class);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void eventOfASlowTransactionIsPublishedToo_R3() throws Exception {
    CountDownLatch inserted = new CountDownLatch(1);
    CountDownLatch fastIsOut = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newCachedThreadPool();
        TopicReader topic = new TopicReader(env, Topic.TWEET)) {
      Future<?> slow =
          threads.submit(
              () ->
                  database.run(
                      handle -> {
                        append(handle, 1);
                        inserted.countDown();
                        awaitQuietly(fastIsOut);
                      }));
      inserted.await();
      database.run(handle -> append(handle, 2));
      eventually(() -> assertThat(ids(topic)).containsExactly(2L));
      fastIsOut.countDown();
      slow.get();
      eventually(() -> assertThat(ids(topic)).containsExactlyInAnyOrder(1L, 2L));
    }
  }

  @Test
  void concurrentInsertsAreAllPublished_R3() throws Exception {
    int writers = 4;
    int each = 500;
    Set<Long> committed = ConcurrentHashMap.newKeySet();
    try (ExecutorService threads = Executors.newFixedThreadPool(writers);
        TopicReader topic = new TopicReader(env, Topic.TWEET)) {
      for (int writer = 0; writer < writers; writer++) {
        long base = 1_000_000L * (writer + 1);
        threads.execute(
            () -> {
              for (int i = 0; i < each; i++) {
                long id = base + i;
                database.run(handle -> append(handle, id));
                committed.add(id);
              }
            });
      }
      within(
          Duration.ofSeconds(90),
          () -> {
            assertThat(committed).hasSize(writers * each);
            assertThat(ids(topic)).containsExactlyInAnyOrderElementsOf(committed);
          });
    }
  }

  @Test
  void rolledBackEventIsNeverPublished_R1() {
    try (TopicReader topic = new TopicReader(env, Topic.TWEET)) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () ->
                      database.run(
                          handle -> {
                            append(handle, 7);
                            throw new IllegalStateException("changed my mind");
                          })))
          .isNotNull();
      database.run(handle -> append(handle, 8));
      eventually(() -> assertThat(ids(topic)).containsExactly(8L));
    }
  }

  @Test
  void whatWaitsIsSeenToAgeWhileTheRelayFails() throws Exception {
    asOwner(
        """
        CREATE FUNCTION sample.refuse() RETURNS trigger LANGUAGE plpgsql
        AS 'BEGIN RAISE EXCEPTION ''refused''; END';
        CREATE TRIGGER refuse BEFORE DELETE ON sample.outbox
        FOR EACH ROW EXECUTE FUNCTION sample.refuse()
        """);
    database.run(handle -> append(handle, 9));
    eventually(() -> assertThat(age()).isGreaterThan(2));
    asOwner("DROP TRIGGER refuse ON sample.outbox");
    eventually(() -> assertThat(age()).isZero());
  }

  @Test
  void anotherProcessTakesOverWhenTheLeaderEnds() throws Exception {
    RunningService second = cluster.start(new SampleSpec());
    service.close();
    try (TopicReader topic = new TopicReader(env, Topic.TWEET)) {
      second
          .get(Database.class)
          .run(handle -> second.get(Outbox.class).append(handle, Topic.TWEET, 3, deleted(3)));
      eventually(() -> assertThat(ids(topic)).containsExactly(3L));
    }
  }

  @TimedTest
  void followerProcessWakesTheLeaderAtOnce() throws Exception {
    RunningService second = cluster.start(new SampleSpec());
    try (TopicReader topic = new TopicReader(env, Topic.TWEET)) {
      List<Duration> took = new ArrayList<>();
      for (long id = 1; id <= 10; id++) {
        long tweet = id;
        long start = System.nanoTime();
        second
            .get(Database.class)
            .run(
                handle ->
                    second.get(Outbox.class).append(handle, Topic.TWEET, tweet, deleted(tweet)));
        eventually(() -> assertThat(ids(topic)).contains(tweet));
        if (id > 1) {
          took.add(Duration.ofNanos(System.nanoTime() - start));
        }
      }
      // Without the NOTIFY the leader looks once a second.
      took.sort(null);
      atMost(Duration.ofMillis(700), took.get(took.size() / 2));
    }
  }

  private void asOwner(String sql) throws SQLException {
    Map<String, String> settings = env.asMap();
    try (Connection owner =
            DriverManager.getConnection(
                settings.get("TWITE_PG_URL"),
                settings.get("TWITE_SAMPLE_PG_OWNER_USER"),
                settings.get("TWITE_SAMPLE_PG_OWNER_PASSWORD"));
        Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  private double age() {
    return service.get(Metrics.class).registry().getSampleValue("twite_outbox_age_seconds");
  }

  private void append(Handle handle, long id) {
    outbox.append(handle, Topic.TWEET, id, deleted(id));
  }

  private static TweetDeleted deleted(long id) {
    return TweetDeleted.newBuilder().setTweetId(id).build();
  }

  private static List<Long> ids(TopicReader topic) {
    return topic.poll().stream()
        .map(record -> parse(record.value()).getTweetId())
        .distinct()
        .collect(Collectors.toList());
  }

  private static TweetDeleted parse(byte[] value) {
    try {
      return TweetDeleted.parseFrom(value);
    } catch (com.google.protobuf.InvalidProtocolBufferException malformed) {
      throw new AssertionError(malformed);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
