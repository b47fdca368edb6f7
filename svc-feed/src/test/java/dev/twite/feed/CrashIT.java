package dev.twite.feed;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.OwnProcess;
import dev.twite.common.testing.TestEnv;
import dev.twite.feed.store.TimelineEntry;
import dev.twite.feed.testing.FakeFollow;
import dev.twite.feed.testing.FakeTweets;
import dev.twite.feed.testing.Lists;
import dev.twite.feed.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** The real process, really killed. */
@Tag("verify")
class CrashIT {
  private static final int KILLS = 10;
  private static final int EACH = 150;
  // A killed consumer's partitions are free after its session, ten seconds.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void tenKillsLeaveEachTweetOnceInEveryTimeline_R5() throws Exception {
    TestEnv env = new TestEnv().redis().kafka().set("FEED_SLICE", "7").set("FEED_BATCH", "3");
    List<Long> users = LongStream.rangeClosed(1, 40).boxed().toList();
    Random random = new Random(10);
    try (World world = new World(env);
        OwnProcess feed = new OwnProcess(env, "feed", FeedMain.class);
        RedisClient redis = RedisClient.create(env.asMap().get("TWITE_REDIS_URL"))) {
      feed.neighbour("follow", new FakeFollow(world))
          .neighbour("tweet", new FakeTweets(world, 800))
          .start();
      // Now, not before: at its first start it takes a Redis that it does not know for an old one.
      for (long follower : users) {
        Lists.create(redis, follower);
        users.stream()
            .filter(author -> author != follower && random.nextInt(3) == 0)
            .forEach(author -> world.link(follower, author));
      }
      for (int kill = 0; kill < KILLS; kill++) {
        for (int i = 0; i < EACH; i++) {
          world.tweet(users.get(random.nextInt(users.size())));
        }
        world.flush();
        // In mid-stream: some have arrived, most have not.
        int some = EACH * kill + 30;
        within(PATIENCE, () -> assertThat(arrived(redis, users)).isGreaterThanOrEqualTo(some));
        feed.kill();
        feed.start();
      }
      within(
          PATIENCE,
          () ->
              assertThat(users)
                  .allSatisfy(
                      user -> assertThat(Lists.read(redis, user)).isEqualTo(world.home(user))));
      assertThat(arrived(redis, users)).isEqualTo(EACH * KILLS);
    }
  }

  private static long arrived(RedisClient redis, List<Long> users) {
    return users.stream()
        .flatMap(user -> Lists.read(redis, user).stream())
        .map(TimelineEntry::tweetId)
        .distinct()
        .count();
  }
}
