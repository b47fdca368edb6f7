package dev.twite.feed;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.TestEnv;
import dev.twite.feed.store.TimelineEntry;
import dev.twite.feed.testing.FeedRig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** From events to timelines. */
class FanOutIT {
  private static final List<String> GROUPS = List.of("feed-tweets", "feed-fanout", "feed-follows");
  private static final int CAP = 400;

  @Test
  void everyTimelineHoldsEachTweetOnceAfterRestartsAndAFullReplay_R5() throws Exception {
    TestEnv env = new TestEnv().redis().kafka().set("FEED_SLICE", "6").set("FEED_BATCH", "4");
    try (FeedRig rig = new FeedRig(env, CAP)) {
      Random random = new Random(5);
      List<Long> users = LongStream.rangeClosed(1, 20).boxed().toList();
      for (long follower : users) {
        for (long author : users) {
          if (follower != author && random.nextInt(2) == 0) {
            rig.world.link(follower, author);
          }
        }
        // Empty and complete timelines: from here on everything comes by push.
        rig.home(follower, 0, 1);
      }
      for (int life = 0; life < 5; life++) {
        for (int i = 0; i < 40; i++) {
          rig.world.tweet(users.get(random.nextInt(users.size())));
        }
        rig.world.flush();
        eventuallySome(rig, 20 + 40 * life);
        rig.stop();
        // What a crash leaves: effects whose commit never came.
        for (String group : GROUPS) {
          rig.moveOffsets(group, offset -> offset - random.nextInt(10));
        }
        rig.start();
      }
      within(Duration.ofSeconds(60), () -> assertEqualToTruth(rig, users));

      rig.stop();
      for (String group : GROUPS) {
        rig.moveOffsets(group, offset -> 0);
      }
      rig.start();
      // The last of the replay, on every partition.
      List<Long> last = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        last.add(rig.world.tweet(users.getFirst()));
      }
      within(
          Duration.ofSeconds(60),
          () -> assertThat(rig.list(1).stream().map(TimelineEntry::tweetId)).containsAll(last));
      within(Duration.ofSeconds(60), () -> assertEqualToTruth(rig, users));
      // Not by rebuilding.
      assertThat(rig.counter("twite_feed_rebuilds_total", "outcome", "built")).isZero();
    }
  }

  @Test
  void aBigFanOutGoesInSlicesAndCarriesOnWhereItStopped() throws Exception {
    TestEnv env = new TestEnv().redis().kafka().set("FEED_SLICE", "10");
    try (FeedRig rig = new FeedRig(env, CAP)) {
      long author = 1;
      List<Long> followers = LongStream.rangeClosed(100, 194).boxed().toList();
      for (long follower : followers) {
        rig.world.link(follower, author);
        rig.home(follower, 0, 1);
      }
      // The service stops in the middle, while followers are being read.
      long tweet = rig.world.tweet(author);
      eventually(() -> assertThat(rig.follow.followersGiven.get()).isGreaterThanOrEqualTo(50));
      rig.follow.followersRead.shut();
      long quick = rig.world.tweet(2);
      rig.follow.followersRead.awaitArrival();
      rig.follow.followersRead.open();
      rig.stop();
      long given = rig.follow.followersGiven.get();
      rig.start();

      eventually(
          () ->
              assertThat(followers)
                  .allSatisfy(
                      follower ->
                          assertThat(rig.list(follower))
                              .containsExactly(new TimelineEntry(tweet, author))));
      assertThat(quick).isPositive();
      // At most the slice under way again, not the whole: 95 followers in all.
      assertThat(rig.follow.followersGiven.get()).isLessThanOrEqualTo(given + 95 - 30);
    }
  }

  @Test
  void freshnessIsMeasuredWhenTheLastSliceIsPushed() throws Exception {
    TestEnv env = new TestEnv().redis().kafka().set("FEED_SLICE", "10");
    try (FeedRig rig = new FeedRig(env, CAP)) {
      for (long follower = 100; follower < 125; follower++) {
        rig.world.link(follower, 1);
      }
      rig.world.tweet(1);
      rig.world.flush();
      eventually(
          () -> {
            double whole = rig.count("twite_feed_freshness_seconds");
            assertThat(whole).isPositive();
            // 25 followers are three slices. More than one whole is a redelivery.
            assertThat(rig.count("twite_feed_fanout_seconds")).isEqualTo(3 * whole);
          });
    }
  }

  @Test
  void aBigFanOutDelaysNobodyElse() throws Exception {
    TestEnv env =
        new TestEnv().redis().kafka().set("FEED_SLICE", "10").set("KAFKA_PARTITIONS", "1");
    try (FeedRig rig = new FeedRig(env, CAP)) {
      for (long follower = 1000; follower < 3000; follower++) {
        rig.world.link(follower, 1);
      }
      rig.world.link(7, 2);
      rig.home(7, 0, 1);
      long slow = rig.world.tweet(1);
      long quick = rig.world.tweet(2);
      eventually(() -> assertThat(rig.list(7)).containsExactly(new TimelineEntry(quick, 2)));
      // The same partition, and most of 200 slices of the one before it were still to come.
      assertThat(rig.follow.givenBefore.get(2L)).isLessThan(1000L);
      assertThat(slow).isPositive();
    }
  }

  private static void eventuallySome(FeedRig rig, int tweets) {
    eventually(
        () ->
            assertThat(
                    LongStream.rangeClosed(1, 20)
                        .boxed()
                        .flatMap(user -> rig.list(user).stream())
                        .distinct()
                        .count())
                .isGreaterThanOrEqualTo(tweets));
  }

  private static void assertEqualToTruth(FeedRig rig, List<Long> users) {
    for (long user : users) {
      assertThat(rig.list(user)).as("user %d", user).isEqualTo(rig.world.home(user));
    }
  }
}
