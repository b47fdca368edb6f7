package dev.twite.feed;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.inTime;
import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.TestEnv;
import dev.twite.common.testing.TimedTest;
import dev.twite.embedded.RedisServer;
import dev.twite.embedded.TestServers;
import dev.twite.feed.testing.FeedRig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What happens when Redis forgets or goes away. */
class RecoveryIT {
  private static final int CAP = 50;
  private static final int USERS = 1000;

  @Test
  void afterALossOfAllTimelinesEachIsBuiltByOneOfAllProcesses_R20() throws Exception {
    TestEnv env = new TestEnv().redis().kafka();
    try (FeedRig one = new FeedRig(env, CAP);
        FeedRig other = new FeedRig(env, one);
        ExecutorService pool = Executors.newFixedThreadPool(24)) {
      populate(one);
      one.tweets.slowness = Duration.ofMillis(5);
      for (int round = 0; round < 2; round++) {
        one.redis.flushDB();
        List<Future<?>> reads = new ArrayList<>();
        for (long user = 1; user <= USERS; user++) {
          for (FeedRig rig : List.of(one, other, one)) {
            reads.add(pool.submit(readOf(rig, user)));
          }
        }
        awaitAll(reads);
        assertAllRebuilt(one);
      }
      assertThat(one.tweets.mostRebuildsOfOne.get()).isEqualTo(1);
    }
  }

  @Test
  void lossesInTheMiddleOfRebuildsHarmNoRead_R20() throws Exception {
    TestEnv env = new TestEnv().redis().kafka();
    try (FeedRig rig = new FeedRig(env, CAP);
        ExecutorService pool = Executors.newFixedThreadPool(24)) {
      populate(rig);
      rig.tweets.slowness = Duration.ofMillis(2);
      List<Future<?>> reads = new ArrayList<>();
      for (int round = 0; round < 10; round++) {
        for (long user = 1; user <= 100; user++) {
          reads.add(pool.submit(readOf(rig, user)));
          reads.add(pool.submit(readOf(rig, user)));
        }
        reads.get(200 * round + 60).get();
        rig.redis.flushDB();
      }
      awaitAll(reads);
      assertThat(rig.tweets.mostRebuildsOfOne.get()).isEqualTo(1);
      for (long user = 1; user <= USERS; user++) {
        readOf(rig, user).call();
      }
      assertAllRebuilt(rig);
    }
  }

  @TimedTest
  void withRedisAwayReadsAreRightAndTweetsWaitForIt_R11() throws Exception {
    try (RedisServer redis = TestServers.newRedis()) {
      TestEnv env =
          new TestEnv().kafka().set("REDIS_URL", redis.url()).set("REDIS_TIMEOUT", "500ms");
      try (FeedRig rig = new FeedRig(env, CAP)) {
        populate(rig);
        // On a busy machine Redis may seem to be away for a moment.
        eventually(
            () -> {
              rig.home(1, 0, 20);
              assertThat(rig.list(1)).hasSize(CAP);
            });
        rig.world.tweet(1);
        eventually(() -> assertThat(rig.list(1)).isEqualTo(rig.world.home(1).subList(0, 51)));

        redis.kill();
        long missed = rig.world.tweet(1);
        for (int i = 0; i < 50; i++) {
          assertThat(rig.home(1, 0, 1).getEntries(0).getTweetId()).isEqualTo(missed);
        }
        assertThat(rig.wholeHome(1, 33)).isEqualTo(rig.world.home(1));
        redis.start();
        redis.awaitReady(Duration.ofSeconds(60));
        within(
            Duration.ofSeconds(60),
            () -> {
              // Lists of the last life are forgotten, and made anew for who wants them.
              rig.home(1, 0, 20);
              assertThat(rig.list(1).getFirst().tweetId()).isEqualTo(missed);
            });

        redis.pause();
        long begin = System.nanoTime();
        for (int i = 0; i < 50; i++) {
          assertThat(FeedRig.entries(rig.home(2, 0, 20)))
              .isEqualTo(rig.world.home(2).subList(0, 20));
        }
        // The breaker spares all but the first few the wait.
        inTime(Duration.ofSeconds(6), begin);
        redis.resume();
        eventually(
            () -> {
              rig.home(2, 0, 20);
              assertThat(rig.list(2)).isEqualTo(rig.world.home(2).subList(0, CAP));
            });
      }
    }
  }

  @Test
  void aTimelineWhoseBuilderDiedIsBuiltByTheNextReader() throws Exception {
    TestEnv env = new TestEnv().redis().kafka().set("FEED_LEASE", "400ms");
    try (FeedRig rig = new FeedRig(env, CAP)) {
      populate(rig);
      var store = rig.get(dev.twite.feed.store.TimelineStore.class);
      assertThat(store.begin(1, 42)).isEqualTo(dev.twite.feed.store.TimelineStore.Begin.OURS);
      // While the lease holds, from the databases.
      assertThat(FeedRig.entries(rig.home(1, 0, 20))).isEqualTo(rig.world.home(1).subList(0, 20));
      eventually(
          () -> {
            rig.home(1, 0, 1);
            assertThat(rig.list(1)).isEqualTo(rig.world.home(1).subList(0, CAP));
          });
      assertThat(store.finish(1, 42, List.of(), true)).isFalse();
    }
  }

  @Test
  void fewReadersAtATimeGoToTheDatabases() throws Exception {
    TestEnv env = new TestEnv().redis().kafka().set("FEED_DB_PAGES", "4");
    try (FeedRig rig = new FeedRig(env, CAP);
        ExecutorService pool = Executors.newFixedThreadPool(40)) {
      populate(rig);
      rig.tweets.slowness = Duration.ofMillis(3);
      List<Future<?>> reads = new ArrayList<>();
      for (long user = 1; user <= USERS; user++) {
        long reader = user;
        reads.add(pool.submit(() -> rig.home(reader, 0, 20)));
      }
      awaitAll(reads);
      assertThat(rig.tweets.mostAtOnce.get()).isBetween(2, 4);
    }
  }

  /** A first page that must be right. */
  private static Callable<Void> readOf(FeedRig rig, long user) {
    return () -> {
      assertThat(FeedRig.entries(rig.home(user, 0, 20)))
          .isEqualTo(rig.world.home(user).subList(0, 20));
      return null;
    };
  }

  private static void awaitAll(List<Future<?>> reads) throws Exception {
    for (Future<?> read : reads) {
      read.get();
    }
  }

  private static void assertAllRebuilt(FeedRig rig) {
    for (long user = 1; user <= USERS; user++) {
      assertThat(rig.list(user)).isEqualTo(rig.world.home(user).subList(0, CAP));
    }
  }

  /** Everybody follows ten; 10,000 tweets of long ago. */
  private static void populate(FeedRig rig) {
    Random random = new Random(20);
    LongStream.rangeClosed(1, USERS)
        .forEach(
            follower -> {
              for (int i = 0; i < 10; i++) {
                rig.world.link(follower, 1 + random.nextInt(USERS));
              }
            });
    for (int i = 0; i < 10_000; i++) {
      rig.world.write(1 + i % USERS);
    }
  }
}
