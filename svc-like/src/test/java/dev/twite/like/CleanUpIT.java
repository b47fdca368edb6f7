package dev.twite.like;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.like.LikeFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.kafka.Topic;
import dev.twite.common.testing.TestEnv;
import dev.twite.common.testing.TopicReader;
import dev.twite.proto.events.v1.LikeDeleted;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.UserDeleted;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What goes when a tweet or an account goes. */
class CleanUpIT {
  private static LikeFixture on;

  @BeforeAll
  static void start() throws Exception {
    // Small bites, so that several are needed.
    on = new LikeFixture(new TestEnv().postgres("like").redis().kafka().set("LIKE_BITE", "7"));
  }

  @AfterAll
  static void stop() {
    on.close();
  }

  @Test
  void aTweetTakesItsLikesAndItsCountAndNoLateLikeComesBack_R7() throws Exception {
    long tweet = on.newTweet();
    long other = on.newTweet();
    long fan = on.newUser();
    on.like(fan, other);
    for (int i = 0; i < 25; i++) {
      on.like(on.newUser(), tweet);
    }
    for (long eventId = 1; eventId <= 2; eventId++) {
      on.publish(Topic.TWEET, tweet, eventId, TweetDeleted.newBuilder().setTweetId(tweet).build());
    }
    eventually(
        () ->
            assertThat(on.count("SELECT count(*) FROM like_counts WHERE tweet_id = ?", tweet))
                .isZero());
    eventually(() -> assertThat(on.rows(tweet)).isZero());
    eventually(() -> assertThat(on.countOf(tweet)).isZero());
    // svc-tweet said yes just before it was deleted.
    assertFails(ErrorCode.TWEET_NOT_FOUND, () -> on.like(fan, tweet));
    assertThat(on.unlike(fan, tweet).getLikesCount()).isZero();
    assertThat(on.rows(tweet)).isZero();
    assertThat(on.count("SELECT count(*) FROM like_counts WHERE tweet_id = ?", tweet)).isZero();
    assertThat(on.countOf(other)).isEqualTo(1);
    assertThat(on.reconcile(false)).allMatch(result -> result.clean() && result.drifted() == 0);
  }

  @Test
  void aDeletedRetweetTakesNothing() throws Exception {
    long tweet = on.newTweet();
    long retweet = on.tweets.addRetweet(on.newUser(), 8, tweet);
    long last = on.newTweet();
    on.like(on.newUser(), retweet);
    on.publish(
        Topic.TWEET,
        1,
        1,
        TweetDeleted.newBuilder().setTweetId(retweet).setRetweetOfId(tweet).build());
    on.publish(Topic.TWEET, 1, 2, TweetDeleted.newBuilder().setTweetId(last).build());
    eventually(
        () ->
            assertThat(on.count("SELECT count(*) FROM gone_tweet WHERE tweet_id = ?", last))
                .isEqualTo(1));
    assertThat(on.countOf(tweet)).isEqualTo(1);
  }

  @Test
  void anAccountTakesItsLikesWithCountsRightAndToldOnceEach() throws Exception {
    long gone = on.newUser();
    long stays = on.newUser();
    List<Long> tweets = LongStream.range(0, 20).mapToObj(i -> on.newTweet()).toList();
    for (long tweet : tweets) {
      on.like(gone, tweet);
      on.like(stays, tweet);
    }
    for (long eventId = 1; eventId <= 2; eventId++) {
      on.publish(Topic.USER, gone, eventId, UserDeleted.newBuilder().setUserId(gone).build());
    }
    eventually(
        () -> assertThat(on.count("SELECT count(*) FROM likes WHERE user_id = ?", gone)).isZero());
    eventually(
        () ->
            assertThat(on.read(stays, tweets.toArray(Long[]::new)))
                .allMatch(state -> state.getLikesCount() == 1 && state.getLiked()));
    try (TopicReader reader = new TopicReader(on.env, Topic.LIKE)) {
      Set<Long> told = new HashSet<>();
      eventually(
          () -> {
            List<LikeDeleted> all = List.copyOf(deleted(reader));
            told.clear();
            all.forEach(event -> told.add(event.getTweetId()));
            assertThat(all).hasSize(20).allMatch(event -> event.getUserId() == gone);
            assertThat(told).containsExactlyInAnyOrderElementsOf(tweets);
          });
    }
    assertFails(ErrorCode.SESSION_REVOKED, () -> on.like(gone, tweets.getFirst()));
    assertThat(on.reconcile(false)).allMatch(result -> result.clean() && result.drifted() == 0);
  }

  private static List<LikeDeleted> deleted(TopicReader reader) throws Exception {
    List<LikeDeleted> all = new java.util.ArrayList<>();
    for (var record : reader.poll()) {
      if (TopicReader.header(record, "event-type").equals("LikeDeleted")) {
        all.add(LikeDeleted.parseFrom(record.value()));
      }
    }
    return all;
  }
}
