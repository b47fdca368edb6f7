package dev.twite.feed;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.twite.common.kafka.Topic;
import dev.twite.common.live.LiveChannel;
import dev.twite.common.live.OnlineUsers;
import dev.twite.common.testing.TestEnv;
import dev.twite.feed.testing.FeedRig;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.TweetEdited;
import dev.twite.proto.live.v1.LiveEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What sockets are told. */
class LiveIT {
  @Test
  void onlyThoseOnlineAreToldOfTheirHome() throws Exception {
    try (FeedRig rig = new FeedRig(new TestEnv().redis().kafka(), 100)) {
      OnlineUsers online = rig.get(OnlineUsers.class);
      for (long follower = 101; follower <= 140; follower++) {
        rig.world.link(follower, 1);
      }
      long before = rig.world.tweet(1);
      eventually(() -> assertThat(live(rig, "user:1")).containsExactly(before));
      assertThat(rig.redis.keys("live:home:*")).isEmpty();

      // Heard at once, whatever the snapshot says.
      online.arrive(107);
      eventually(
          () -> assertThat(rig.get(Online.class).among(List.of(106L, 107L))).containsExactly(107L));
      long tweet = rig.world.tweet(1);
      // The first may still be on its way through the fan-out.
      eventually(() -> assertThat(live(rig, "home:107")).contains(tweet));
      assertThat(rig.redis.keys("live:home:*")).containsExactly("live:home:107");

      // Redis loses everything; whoever is still there is refreshed.
      rig.redis.flushDB();
      eventually(() -> assertThat(rig.get(Online.class).among(List.of(107L))).isEmpty());
      var unused = online.refresh(List.of(107L, 1L));
      eventually(
          () ->
              assertThat(rig.get(Online.class).among(List.of(1L, 107L))).containsExactly(1L, 107L));
      long next = rig.world.tweet(1);
      // An earlier one may be told again: delivery is at least once, and a slow fan-out may only
      // now come to it.
      eventually(() -> assertThat(live(rig, "home:107")).contains(next));
      eventually(() -> assertThat(live(rig, "home:1")).contains(next));
      assertThat(rig.redis.keys("live:home:*"))
          .containsExactlyInAnyOrder("live:home:107", "live:home:1");
    }
  }

  @Test
  void everyChannelGetsWhatBelongsThere() throws Exception {
    try (FeedRig rig = new FeedRig(new TestEnv().redis().kafka(), 100)) {
      long id = 5_000;
      created(rig, id, 0, 1, "java", "twite");
      created(rig, id + 1, id, 1, "java");
      created(rig, id + 2, 0, 2, "java");
      created(rig, id + 3, 0, 3, "java");
      eventually(
          () ->
              assertThat(live(rig, "user:9"))
                  .containsExactlyInAnyOrder(id, id + 1, id + 2, id + 3));
      // Channels are told one after the other.
      eventually(
          () -> {
            assertThat(live(rig, "public")).containsExactly(id);
            assertThat(live(rig, "hashtag:java")).containsExactlyInAnyOrder(id, id + 1);
            assertThat(live(rig, "hashtag:twite")).containsExactly(id);
            assertThat(live(rig, "tweet:" + id)).containsExactly(id + 1);
          });

      tell(
          rig, id, TweetEdited.newBuilder().setTweetId(id).setAuthorId(9).setVisibility(1).build());
      eventually(() -> assertThat(types(rig, "tweet:" + id)).contains(LiveEvent.Type.TWEET_EDITED));
      eventually(() -> assertThat(types(rig, "public")).endsWith(LiveEvent.Type.TWEET_EDITED));
      tell(rig, id, gone(id, 1));
      eventually(
          () -> assertThat(types(rig, "tweet:" + id)).endsWith(LiveEvent.Type.TWEET_DELETED));
      for (String channel : List.of("public", "user:9", "hashtag:java")) {
        eventually(() -> assertThat(types(rig, channel)).endsWith(LiveEvent.Type.TWEET_DELETED));
      }

      // That there was a tweet for followers is nothing for strangers.
      int told = live(rig, "user:9").size();
      int toldAll = live(rig, "public").size();
      int toldTag = live(rig, "hashtag:java").size();
      tell(rig, id + 2, gone(id + 2, 2));
      eventually(
          () ->
              assertThat(types(rig, "tweet:" + (id + 2)))
                  .containsExactly(LiveEvent.Type.TWEET_DELETED));
      assertThat(live(rig, "user:9")).hasSize(told);
      assertThat(live(rig, "public")).hasSize(toldAll);
      assertThat(live(rig, "hashtag:java")).hasSize(toldTag);
    }
  }

  private static TweetDeleted gone(long id, int visibility) {
    return TweetDeleted.newBuilder()
        .setTweetId(id)
        .setAuthorId(9)
        .setVisibility(visibility)
        .addHashtags("java")
        .build();
  }

  private static void created(FeedRig rig, long id, long replyTo, int visibility, String... tags) {
    tell(
        rig,
        id,
        TweetCreated.newBuilder()
            .setTweetId(id)
            .setAuthorId(9)
            .setReplyToId(replyTo)
            .setVisibility(visibility)
            .addAllHashtags(List.of(tags))
            .build());
  }

  private static void tell(FeedRig rig, long id, Message event) {
    rig.world.tell(Topic.TWEET, id, event);
  }

  private static List<Long> live(FeedRig rig, String channel) throws Exception {
    return events(rig, channel).stream().map(LiveEvent::getTweetId).toList();
  }

  private static List<LiveEvent.Type> types(FeedRig rig, String channel) throws Exception {
    return events(rig, channel).stream().map(LiveEvent::getType).toList();
  }

  private static List<LiveEvent> events(FeedRig rig, String channel)
      throws InvalidProtocolBufferException {
    List<LiveEvent> events = new ArrayList<>();
    byte[] key = new LiveChannel(channel).key().getBytes(StandardCharsets.UTF_8);
    for (var entry : rig.redis.xrange(key, new byte[] {'-'}, new byte[] {'+'})) {
      List<?> fields = (List<?>) ((List<?>) entry).get(1);
      events.add(LiveEvent.parseFrom((byte[]) fields.get(1)));
    }
    // What is told again is the same: delivery is at least once.
    return events.stream().distinct().toList();
  }
}
