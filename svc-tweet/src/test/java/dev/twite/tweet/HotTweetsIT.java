package dev.twite.tweet;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.twite.common.db.Database;
import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventCodec;
import dev.twite.common.kafka.EventProducer;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.common.redis.Redis;
import dev.twite.common.testing.Cluster;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.UserDeleted;
import dev.twite.proto.tweet.v1.CreateTweetRequest;
import dev.twite.proto.tweet.v1.EditTweetRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.tweet.store.CountsRow;
import dev.twite.tweet.store.HotTweets;
import dev.twite.tweet.store.TweetDao;
import dev.twite.tweet.store.TweetRow;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Copies in Redis, and what goes when a tweet or an account goes. */
class HotTweetsIT {
  private static TweetFixture on;

  @BeforeAll
  static void start() throws Exception {
    on = new TweetFixture();
  }

  @AfterAll
  static void stop() {
    on.close();
  }

  private static TweetRow row(long id) {
    return on.get(Database.class)
        .read(handle -> handle.attach(TweetDao.class).find(id))
        .orElseThrow();
  }

  private static HotTweets hot() {
    return on.get(HotTweets.class);
  }

  @Test
  void aReadIsServedFromRedis() {
    Tweet made = on.create(1, "Hot");
    assertThat(hot().find(List.of(made.getId())).tweets()).containsKey(made.getId());
    on.get(Database.class)
        .run(
            handle ->
                handle
                    .createUpdate("UPDATE tweet SET text = 'Behind its back' WHERE id = :id")
                    .bind("id", made.getId())
                    .execute());
    assertThat(on.read(0, made.getId()).getFirst().getText()).isEqualTo("Hot");
  }

  @Test
  void aSlowReaderCantPutBackWhatWasEditedOrDeleted_R7() {
    Tweet made = on.create(1, "Before");
    TweetRow stale = row(made.getId());
    Tweet edited =
        Cluster.as(
            1,
            () ->
                on.tweets.editTweet(
                    EditTweetRequest.newBuilder().setId(made.getId()).setText("After").build()));
    hot().offer(List.of(stale), List.of());
    assertThat(on.read(0, made.getId())).containsExactly(edited);
    TweetRow late = row(made.getId());
    on.delete(1, made.getId());
    hot().offer(List.of(stale, late), List.of());
    assertThat(on.read(0, made.getId())).isEmpty();
    assertThat(on.read(1, made.getId())).isEmpty();
  }

  @Test
  void anOlderCountNeverReplacesANewerOne() {
    Tweet made = on.create(1, "Counted");
    on.retweet(2, made.getId());
    hot().offer(List.of(), List.of(CountsRow.none(made.getId())));
    assertThat(on.read(0, made.getId()).getFirst().getRetweetsCount()).isEqualTo(1);
  }

  @Test
  void aDeletionThatRedisMissedReachesItByTheEvent_R7() {
    Tweet made = on.create(1, "Lost tombstone");
    TweetRow stale = row(made.getId());
    on.get(Database.class)
        .run(
            handle ->
                handle
                    .createUpdate("DELETE FROM tweet WHERE id = :id")
                    .bind("id", stale.id())
                    .execute());
    assertThat(on.read(0, made.getId())).hasSize(1);
    publish(Topic.TWEET, stale.id(), TweetDeleted.newBuilder().setTweetId(stale.id()).build());
    eventually(() -> assertThat(on.read(0, stale.id())).isEmpty());
    hot().offer(List.of(stale), List.of());
    assertThat(on.read(0, stale.id())).isEmpty();
  }

  @Test
  void everythingWorksWhileRedisHangsAndAfterItWasEmptied_R11_R20() throws Exception {
    try (TweetFixture on = new TweetFixture("REDIS_TIMEOUT", "500ms")) {
      Tweet kept = on.create(1, "Kept");
      Tweet gone = on.create(1, "Gone");
      try (Jedis redis = on.get(Redis.class).dedicated()) {
        redis.clientPause(2_500);
        on.delete(1, gone.getId());
        assertThat(on.read(0, gone.getId(), kept.getId()))
            .extracting(Tweet::getId)
            .containsExactly(kept.getId());
        Tweet meanwhile = on.create(1, "Meanwhile");
        assertThat(on.read(2, meanwhile.getId())).hasSize(1);
        // A connection that met the pause is broken for good.
        eventually(
            () -> {
              try (Jedis fresh = on.get(Redis.class).dedicated()) {
                assertThat(fresh.get("tw:" + gone.getId())).endsWith(":");
              }
            });
        eventually(() -> assertThat(on.get(Redis.class).isAway()).isFalse());
        redis.flushDB();
        assertThat(on.read(0, gone.getId(), kept.getId(), meanwhile.getId()))
            .extracting(Tweet::getId)
            .containsExactly(kept.getId(), meanwhile.getId());
      }
    }
  }

  @Test
  void retweetsAndBookmarksGoWithTheirOriginal_R7() {
    Tweet original = on.create(1, "Original");
    for (long user = 101; user <= 120; user++) {
      long reader = user;
      on.retweet(reader, original.getId());
      assertThat(
              Cluster.as(reader, () -> on.tweets.bookmark(TweetFixture.relation(original.getId()))))
          .isNotNull();
    }
    Set<Long> retweets = retweetsOf(original.getId());
    assertThat(retweets).hasSize(20);
    on.delete(1, original.getId());
    assertThat(on.read(0, retweets.toArray(Long[]::new))).isEmpty();
    eventually(() -> assertThat(retweetsOf(original.getId())).isEmpty());
    eventually(
        () ->
            assertThat(
                    on.count("SELECT count(*) FROM bookmark WHERE tweet_id = ?", original.getId()))
                .isZero());
    eventually(() -> assertThat(deletedIds()).containsAll(retweets));
  }

  @Test
  void whatAnAccountWroteGoesWithIt() {
    Tweet other = on.create(1, "Other's");
    Set<Long> own =
        LongStream.range(0, 25)
            .map(i -> on.reply(200, other.getId(), "Reply #mine " + i).getId())
            .boxed()
            .collect(Collectors.toSet());
    on.retweet(200, other.getId());
    UserDeleted gone = UserDeleted.newBuilder().setUserId(200).build();
    publish(Topic.USER, 200, gone);
    publish(Topic.USER, 200, gone);
    eventually(
        () -> assertThat(on.count("SELECT count(*) FROM tweet WHERE author_id = 200")).isZero());
    eventually(() -> assertThat(deletedIds()).containsAll(own));
    assertThat(deletedIds().stream().filter(own::contains)).hasSize(25);
    assertThat(on.read(0, own.toArray(Long[]::new))).isEmpty();
    eventually(
        () -> {
          Tweet read = on.read(0, other.getId()).getFirst();
          assertThat(read.getRepliesCount()).isZero();
          assertThat(read.getRetweetsCount()).isZero();
        });
    assertThat(on.count("SELECT count(*) FROM hashtag WHERE tag = 'mine'")).isZero();
    assertThat(TweetFixture.refused(() -> on.create(200, "By a token that outlived its account")))
        .isEqualTo("SESSION_REVOKED");
    on.media.add(200, 95, "image");
    assertThat(
            TweetFixture.refused(
                () -> on.create(200, CreateTweetRequest.newBuilder().addMediaIds(95))))
        .isEqualTo("SESSION_REVOKED");
    assertThat(on.media.calls).hasPositiveValue();
    assertThat(on.media.held).isEmpty();
  }

  private static Set<Long> retweetsOf(long id) {
    return on.get(Database.class)
        .read(
            handle ->
                handle
                    .createQuery("SELECT id FROM tweet WHERE retweet_of_id = :id")
                    .bind("id", id)
                    .mapTo(Long.class)
                    .set());
  }

  private static List<Long> deletedIds() {
    return on.published().stream()
        .filter(event -> event.type().equals("TweetDeleted"))
        .map(TweetFixture.Published::key)
        .toList();
  }

  private static void publish(Topic topic, long key, Message payload) {
    Event event = new Event(key, Instant.now(), payload, "", "");
    try {
      assertThat(
              on.get(EventProducer.class)
                  .send(
                      List.of(EventCodec.encode(topic.in(on.get(KafkaConfig.class)), key, event))))
          .containsExactly(true);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
