package dev.twite.like;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.like.LikeFixture.as;
import static dev.twite.like.LikeFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.kafka.Topic;
import dev.twite.common.live.LiveChannel;
import dev.twite.common.live.LiveMessage;
import dev.twite.common.testing.TopicReader;
import dev.twite.proto.events.v1.LikeCreated;
import dev.twite.proto.events.v1.LikeDeleted;
import dev.twite.proto.like.v1.GetLikesRequest;
import dev.twite.proto.like.v1.LikeState;
import dev.twite.proto.like.v1.LikedTweetPage;
import dev.twite.proto.like.v1.LikerPage;
import dev.twite.proto.like.v1.ListLikedTweetsRequest;
import dev.twite.proto.like.v1.ListLikersRequest;
import dev.twite.proto.live.v1.LiveEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Jedis;

/** Likes, unlikes, reads and lists, as callers have them. */
class LikesIT {
  private static LikeFixture on;

  private final long ann = on.newUser();
  private final long bob = on.newUser();
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
  void likesAndUnlikesAreIdempotentAndToldOnceEach() {
    for (int i = 0; i < 2; i++) {
      assertThat(on.like(ann, tweet)).isEqualTo(state(tweet, 1, true));
    }
    assertThat(on.like(bob, tweet)).isEqualTo(state(tweet, 2, true));
    for (int i = 0; i < 2; i++) {
      assertThat(on.unlike(ann, tweet)).isEqualTo(state(tweet, 1, false));
    }
    try (TopicReader reader = new TopicReader(on.env, Topic.LIKE)) {
      eventually(
          () -> {
            List<Object> told = new ArrayList<>();
            for (var record : reader.poll()) {
              if (TopicReader.header(record, "event-type").equals("LikeCreated")) {
                LikeCreated event = LikeCreated.parseFrom(record.value());
                if (event.getTweetId() == tweet && event.getUserId() == ann) {
                  told.add(event.toBuilder().clearCreatedAtMs().build());
                }
              } else {
                LikeDeleted event = LikeDeleted.parseFrom(record.value());
                if (event.getTweetId() == tweet) {
                  told.add(event);
                }
              }
            }
            assertThat(told)
                .containsExactly(
                    LikeCreated.newBuilder()
                        .setTweetId(tweet)
                        .setUserId(ann)
                        .setAuthorId(7)
                        .build(),
                    LikeDeleted.newBuilder()
                        .setTweetId(tweet)
                        .setUserId(ann)
                        .setAuthorId(7)
                        .build());
          });
    }
  }

  @Test
  void theAnswerSaysWhetherSomethingChanged() {
    Object changed = as(ann, () -> on.likes.likeTweet(LikeFixture.request(tweet)).getChanged());
    Object again = as(ann, () -> on.likes.likeTweet(LikeFixture.request(tweet)).getChanged());
    Object back = as(ann, () -> on.likes.unlikeTweet(LikeFixture.request(tweet)).getChanged());
    Object none = as(ann, () -> on.likes.unlikeTweet(LikeFixture.request(tweet)).getChanged());
    assertThat(List.of(changed, again, back, none)).containsExactly(true, false, true, false);
  }

  @Test
  void oneReadsOnesOwnLikeStraightAfterTheAnswer() {
    for (int i = 1; i <= 20; i++) {
      long user = on.newUser();
      on.like(user, tweet);
      assertThat(on.read(user, tweet)).containsExactly(state(tweet, i, true));
    }
    assertThat(on.read(ann, tweet)).containsExactly(state(tweet, 20, false));
  }

  @Test
  void aLikeOfARetweetIsALikeOfTheTweetInside() {
    long retweet = on.tweets.addRetweet(on.newUser(), bob, tweet);
    assertThat(on.like(ann, retweet)).isEqualTo(state(tweet, 1, true));
    assertThat(on.unlike(ann, retweet)).isEqualTo(state(tweet, 0, false));
    assertThat(on.rows(retweet)).isZero();
  }

  @Test
  void whatIsNotForTheCallerCanNotBeLikedButTheLikeCanBeTakenBack_S1() {
    on.like(ann, tweet);
    on.tweets.hide(tweet, ann);
    on.tweets.hide(tweet, bob);
    assertFails(ErrorCode.TWEET_NOT_FOUND, () -> on.like(bob, tweet));
    assertFails(ErrorCode.TWEET_NOT_FOUND, () -> on.like(bob, 5));
    assertFails(ErrorCode.INVALID_REQUEST, () -> on.like(bob, 0));
    assertFails(ErrorCode.TWEET_NOT_FOUND, () -> likers(bob, tweet, 0, 10));
    assertThat(on.unlike(ann, tweet).getLikesCount()).isZero();
    assertThat(on.unlike(bob, tweet).getLikesCount()).isZero();
    assertThat(on.count("SELECT count(*) FROM like_counts WHERE tweet_id = 5")).isZero();
  }

  @Test
  void withoutTweetsLikesWaitButTheyCanBeTakenBackAndRead_R11() {
    on.like(ann, tweet);
    on.tweets.away = true;
    try {
      assertFails(ErrorCode.UNAVAILABLE, () -> on.like(bob, tweet));
      assertThat(on.read(ann, tweet)).containsExactly(state(tweet, 1, true));
      assertThat(on.unlike(ann, tweet)).isEqualTo(state(tweet, 0, false));
      assertThat(on.unlike(ann, tweet)).isEqualTo(state(tweet, 0, false));
    } finally {
      on.tweets.away = false;
    }
  }

  @Test
  void aPageIsAnsweredInItsOrderAndHoldsAtMost200() {
    long other = on.newTweet();
    on.like(ann, tweet);
    on.like(bob, tweet);
    on.like(ann, other);
    assertThat(on.read(bob, other, 4L, tweet, other))
        .containsExactly(
            state(other, 1, false),
            state(4, 0, false),
            state(tweet, 2, true),
            state(other, 1, false));
    assertThat(on.read(0, tweet)).containsExactly(state(tweet, 2, false));
    assertThat(on.read(0)).isEmpty();
    GetLikesRequest.Builder many = GetLikesRequest.newBuilder();
    LongStream.rangeClosed(1, 200).forEach(many::addTweetIds);
    assertThat(on.likes.getLikes(many.build()).getLikesCount()).isEqualTo(200);
    many.addTweetIds(201);
    assertFails(ErrorCode.INVALID_REQUEST, () -> on.likes.getLikes(many.build()));
  }

  @Test
  void likersAreListedLastFirstInPagesWithoutThoseBlocked_S4() {
    List<Long> fans = LongStream.range(0, 5).mapToObj(i -> on.newUser()).toList();
    fans.forEach(fan -> on.like(fan, tweet));
    LikerPage first = likers(0, tweet, 0, 2);
    assertThat(first.getUserIdsList()).containsExactly(fans.get(4), fans.get(3));
    on.like(bob, tweet);
    LikerPage second = likers(0, tweet, first.getNextCursor(), 2);
    assertThat(second.getUserIdsList()).containsExactly(fans.get(2), fans.get(1));
    LikerPage last = likers(0, tweet, second.getNextCursor(), 2);
    assertThat(last.getUserIdsList()).containsExactly(fans.get(0));
    assertThat(last.getNextCursor()).isZero();

    on.follow.block(fans.get(1), ann);
    on.follow.block(ann, fans.get(2));
    assertThat(likers(ann, tweet, 0, 100).getUserIdsList())
        .containsExactly(bob, fans.get(4), fans.get(3), fans.get(0));
    assertFails(ErrorCode.INVALID_REQUEST, () -> likers(0, tweet, 0, 101));
    assertFails(ErrorCode.INVALID_REQUEST, () -> likers(0, tweet, -1, 10));
  }

  @Test
  void likedTweetsAreListedLastFirstAndNotAcrossABlock_S4() {
    List<Long> liked = LongStream.range(0, 3).mapToObj(i -> on.newTweet()).toList();
    liked.forEach(id -> on.like(ann, id));
    LikedTweetPage first = likedTweets(bob, ann, 0, 2);
    assertThat(first.getTweetIdsList()).containsExactly(liked.get(2), liked.get(1));
    assertThat(likedTweets(bob, ann, first.getNextCursor(), 2).getTweetIdsList())
        .containsExactly(liked.get(0));
    long stranger = on.newUser();
    on.follow.block(ann, stranger);
    assertThat(likedTweets(stranger, ann, 0, 10).getTweetIdsList()).isEmpty();
    assertThat(likedTweets(ann, ann, 0, 10).getTweetIdsList()).hasSize(3);
  }

  @Test
  void whoWatchesATweetHearsItsCount() throws Exception {
    ConcurrentLinkedQueue<LiveEvent> heard = new ConcurrentLinkedQueue<>();
    try (Jedis redis = on.redis()) {
      BinaryJedisPubSub listener =
          new BinaryJedisPubSub() {
            @Override
            public void onMessage(byte[] channel, byte[] message) {
              LiveMessage.parse(message).map(LiveMessage::event).ifPresent(heard::add);
            }
          };
      byte[] channel = LiveChannel.tweet(tweet).key().getBytes(StandardCharsets.UTF_8);
      Thread thread = Thread.ofPlatform().start(() -> redis.subscribe(listener, channel));
      eventually(() -> assertThat(listener.isSubscribed()).isTrue());
      on.like(ann, tweet);
      on.like(ann, tweet);
      on.unlike(ann, tweet);
      eventually(() -> assertThat(heard).hasSize(2));
      assertThat(heard).extracting(LiveEvent::getLikes).containsExactly(1L, 0L);
      assertThat(heard).extracting(LiveEvent::getVersion).containsExactly(1L, 2L);
      assertThat(heard)
          .allMatch(
              event ->
                  event.getType() == LiveEvent.Type.TWEET_COUNTS
                      && event.getTweetId() == tweet
                      && !event.hasRetweets());
      listener.unsubscribe();
      thread.join();
    }
  }

  private static LikerPage likers(long reader, long tweet, long cursor, int limit) {
    ListLikersRequest request =
        ListLikersRequest.newBuilder().setTweetId(tweet).setCursor(cursor).setLimit(limit).build();
    return as(reader, () -> on.likes.listLikers(request));
  }

  private static LikedTweetPage likedTweets(long reader, long user, long cursor, int limit) {
    ListLikedTweetsRequest request =
        ListLikedTweetsRequest.newBuilder()
            .setUserId(user)
            .setCursor(cursor)
            .setLimit(limit)
            .build();
    return as(reader, () -> on.likes.listLikedTweets(request));
  }

  private static LikeState state(long tweet, long count, boolean liked) {
    return LikeState.newBuilder().setTweetId(tweet).setLikesCount(count).setLiked(liked).build();
  }
}
