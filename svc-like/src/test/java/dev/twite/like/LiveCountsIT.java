package dev.twite.like;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.redis.Redis;
import dev.twite.common.testing.TestEnv;
import dev.twite.like.store.CountRow;
import dev.twite.like.store.LiveCounts;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Counts in Redis: never the only copy, never behind for long. */
class LiveCountsIT {
  private static LikeFixture on;

  private final long ann = on.newUser();
  private final long tweet = on.newTweet();

  @BeforeAll
  static void start() throws Exception {
    on = new LikeFixture();
  }

  @AfterAll
  static void stop() {
    on.close();
  }

  @Test
  void aCountIsServedFromRedisAndExpires() {
    on.like(ann, tweet);
    on.execute("UPDATE like_counts SET count = 77 WHERE tweet_id = ?", tweet);
    assertThat(on.countOf(tweet)).isEqualTo(1);
    try (Jedis redis = on.redis()) {
      assertThat(redis.pttl(key(tweet))).isBetween(1L, 30_000L);
      redis.del(key(tweet));
    }
    // Kept in the process for two seconds besides.
    eventually(() -> assertThat(on.countOf(tweet)).isEqualTo(77));
    on.execute("UPDATE like_counts SET count = 1 WHERE tweet_id = ?", tweet);
  }

  @Test
  void anOlderCountNeverReplacesANewerOne() {
    on.like(ann, tweet);
    on.like(on.newUser(), tweet);
    on.service.get(LiveCounts.class).put(List.of(new CountRow(tweet, 1, 1)));
    assertThat(on.countOf(tweet)).isEqualTo(2);
  }

  @Test
  void afterFlushAllCountsAreRightAndComeBack_R20() {
    on.like(ann, tweet);
    on.like(on.newUser(), tweet);
    try (Jedis redis = on.redis()) {
      redis.flushDB();
      assertThat(on.countOf(tweet)).isEqualTo(2);
      eventually(() -> assertThat(redis.get(key(tweet))).isEqualTo("2:2"));
      redis.flushDB();
      assertThat(on.like(on.newUser(), tweet).getLikesCount()).isEqualTo(3);
      assertThat(on.countOf(tweet)).isEqualTo(3);
    }
  }

  @Test
  void whileRedisHangsCountsAreRightAndAfterwardsNoOldOneIsLeft_R11_R20() throws Exception {
    TestEnv env = new TestEnv().postgres("like").redis().kafka().set("REDIS_TIMEOUT", "500ms");
    try (LikeFixture on = new LikeFixture(env)) {
      long ann = on.newUser();
      long tweet = on.newTweet();
      on.like(ann, tweet);
      try (Jedis redis = on.redis()) {
        eventually(() -> assertThat(redis.get(key(tweet))).isEqualTo("1:1"));
        redis.clientPause(8_000);
        assertThat(on.like(on.newUser(), tweet).getLikesCount()).isEqualTo(2);
        assertThat(on.countOf(tweet)).isEqualTo(2);
        assertThat(on.like(on.newUser(), tweet).getLikesCount()).isEqualTo(3);
        assertThat(on.countOf(tweet)).isEqualTo(3);
        assertThat(on.service.get(Redis.class).isAway()).isTrue();
        // Nobody asks; it is written again all the same.
        // A connection that met the pause is broken for good.
        eventually(
            () -> {
              try (Jedis fresh = on.redis()) {
                assertThat(fresh.get(key(tweet))).isEqualTo("3:3");
              }
            });
      }
      eventually(() -> assertThat(on.service.get(Redis.class).isAway()).isFalse());
      assertThat(on.countOf(tweet)).isEqualTo(3);
      assertThat(on.reconcile("like_counts_in_redis", false).drifted()).isZero();
    }
  }

  private static String key(long tweet) {
    return "lc:" + tweet;
  }
}
