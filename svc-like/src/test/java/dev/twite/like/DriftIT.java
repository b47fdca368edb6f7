package dev.twite.like;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.kafka.ConsumerLoop;
import dev.twite.common.kafka.EventProducer;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.common.testing.TopicReader;
import dev.twite.like.LikeFixture.Instance;
import dev.twite.like.events.CleanUp;
import dev.twite.like.store.CountRow;
import dev.twite.like.store.LiveCounts;
import dev.twite.proto.events.v1.LikeCreated;
import dev.twite.proto.events.v1.LikeDeleted;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.UserDeleted;
import dev.twite.proto.like.v1.LikeGrpc.LikeBlockingStub;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Counts equal their rows whatever happens (R6). */
class DriftIT {
  private static final int CLIENTS = 50;
  private static final int EACH = 200;
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Set<ErrorCode> EXPECTED =
      Set.of(ErrorCode.TWEET_NOT_FOUND, ErrorCode.SESSION_REVOKED);

  @Test
  void fiftyClientsLikingLeaveNoDrift_R6() throws Exception {
    try (LikeFixture on = new LikeFixture(new TestEnv().postgres("like").redis().kafka())) {
      Instance second = on.start();
      List<LikeBlockingStub> instances = List.of(on.likes, second.likes());
      List<Long> tweets = LongStream.range(0, 12).mapToObj(i -> on.newTweet()).toList();
      // Some clients are the same person on two devices.
      List<Long> users = LongStream.range(0, 40).mapToObj(i -> on.newUser()).toList();
      long goneTweet = tweets.get(3);
      long goneUser = users.get(5);
      AtomicInteger refused = new AtomicInteger();
      List<Future<Boolean>> clients = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < CLIENTS; i++) {
          int client = i;
          clients.add(
              threads.submit(
                  () -> {
                    Random random = new Random(client);
                    long user = users.get(client % users.size());
                    for (int n = 0; n < EACH; n++) {
                      long tweet = tweets.get(random.nextInt(tweets.size()));
                      boolean like = random.nextInt(5) < 3;
                      change(instances.get(random.nextInt(2)), user, tweet, like, refused);
                    }
                    return true;
                  }));
        }
        on.publish(
            Topic.TWEET, goneTweet, 1, TweetDeleted.newBuilder().setTweetId(goneTweet).build());
        on.publish(Topic.USER, goneUser, 2, UserDeleted.newBuilder().setUserId(goneUser).build());
      }
      for (Future<Boolean> client : clients) {
        assertThat(client.get()).isTrue();
      }
      awaitClean(on, goneTweet, goneUser);
      assertNoDrift(on, tweets);

      replay(on);
      assertNoDrift(on, tweets);
      assertThat(on.rows(goneTweet)).isZero();
      assertEventsAgree(on, tweets, goneTweet);
      // Else this would have proved little.
      assertThat(refused.get()).isLessThan(CLIENTS * EACH / 5);
      assertThat(on.count("SELECT count(*) FROM likes")).isPositive();
      System.out.printf(
          "R6: %d changes by %d clients on 2 instances, %d of them refused after deletions, %d rows,"
              + " drift 0%n",
          CLIENTS * EACH, CLIENTS, refused.get(), on.count("SELECT count(*) FROM likes"));
    }
  }

  private static void change(
      LikeBlockingStub likes, long user, long tweet, boolean like, AtomicInteger refused) {
    try {
      Object unused =
          Cluster.as(
              user,
              () ->
                  like
                      ? likes.likeTweet(LikeFixture.request(tweet))
                      : likes.unlikeTweet(LikeFixture.request(tweet)));
      assertThat(unused).isNotNull();
    } catch (RuntimeException failed) {
      assertThat(GrpcErrors.toError(failed).code()).isIn(EXPECTED);
      refused.incrementAndGet();
    }
  }

  private static void awaitClean(LikeFixture on, long goneTweet, long goneUser) {
    within(
        LONG,
        () -> {
          assertThat(on.rows(goneTweet)).isZero();
          assertThat(on.count("SELECT count(*) FROM likes WHERE user_id = ?", goneUser)).isZero();
          assertThat(on.count("SELECT count(*) FROM gone_user")).isEqualTo(1);
          assertThat(on.count("SELECT count(*) FROM gone_tweet")).isEqualTo(1);
        });
  }

  private static void assertNoDrift(LikeFixture on, List<Long> tweets) {
    Map<Long, CountRow> live = new HashMap<>();
    within(
        LONG,
        () -> {
          // Asked for, those that Redis has let go come back.
          tweets.forEach(on::countOf);
          live.clear();
          live.putAll(on.service.get(LiveCounts.class).find(tweets));
          assertThat(live).containsOnlyKeys(tweets);
        });
    for (long tweet : tweets) {
      long rows = on.rows(tweet);
      assertThat(on.countOf(tweet)).as("asked").isEqualTo(rows);
      assertThat(
              on.count("SELECT coalesce(sum(count), 0) FROM like_counts WHERE tweet_id = ?", tweet))
          .as("in PostgreSQL")
          .isEqualTo(rows);
      assertThat(live.get(tweet).count()).as("in Redis").isEqualTo(rows);
    }
    assertThat(on.reconcile(false))
        .hasSize(2)
        .allMatch(result -> result.error().isEmpty() && result.drifted() == 0);
  }

  /** All events of tweets and users once more, to the handler that has had them. */
  private static void replay(LikeFixture on) throws Exception {
    Metrics metrics = new Metrics("replay");
    ConsumerLoop replay =
        new ConsumerLoop(
            "replay",
            Set.of(Topic.USER, Topic.TWEET),
            Duration.ZERO,
            on.service.get(CleanUp.class).handler(),
            on.service.get(KafkaConfig.class),
            on.service.get(EventProducer.class),
            metrics,
            Clock.systemUTC());
    replay.start();
    try {
      within(
          LONG,
          () -> {
            for (String type : List.of("TweetDeleted", "UserDeleted")) {
              assertThat(
                      metrics
                          .registry()
                          .getSampleValue(
                              "twite_consumer_seconds_count",
                              new String[] {"group", "type"},
                              new String[] {
                                on.service.get(KafkaConfig.class).prefix() + "replay", type
                              }))
                  .isGreaterThanOrEqualTo(1.0);
            }
          });
    } finally {
      replay.stop();
    }
  }

  /** Whoever only hears the events comes to the same counts. */
  private static void assertEventsAgree(LikeFixture on, List<Long> tweets, long goneTweet) {
    try (TopicReader reader = new TopicReader(on.env, Topic.LIKE)) {
      within(
          LONG,
          () -> {
            assertThat(on.count("SELECT count(*) FROM outbox")).isZero();
            Map<Long, Long> sums = new HashMap<>();
            for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
              if (TopicReader.header(record, "event-type").equals("LikeCreated")) {
                sums.merge(LikeCreated.parseFrom(record.value()).getTweetId(), 1L, Long::sum);
              } else {
                sums.merge(LikeDeleted.parseFrom(record.value()).getTweetId(), -1L, Long::sum);
              }
            }
            for (long tweet : tweets) {
              if (tweet != goneTweet) {
                assertThat(sums.getOrDefault(tweet, 0L)).isEqualTo(on.rows(tweet));
              }
            }
          });
    }
  }
}
