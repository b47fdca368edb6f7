package dev.twite.websocket;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twite.common.live.LiveChannel;
import dev.twite.proto.live.v1.LiveEvent;
import dev.twite.websocket.testing.Rig;
import dev.twite.websocket.testing.Wire;
import dev.twite.websocket.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is said on a socket, by both sides. */
class ProtocolIT {
  private static Rig rig;

  @BeforeAll
  static void start() throws Exception {
    rig = new Rig("WEBSOCKET_SUBSCRIPTIONS", "5", "WEBSOCKET_RATE", "50");
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void aClientIsGreetedAndAnswered() {
    Wire wire = rig.keep(Wire.open(rig.port(), "/v1/ws?ticket=" + rig.ticket(World.id())));
    JsonNode hello = wire.await("hello");
    assertThat(hello.path("session").asText()).hasSize(32);
    assertThat(hello.path("heartbeat_s").asInt()).isEqualTo(20);
    wire.send("{'op':'ping'}");
    wire.await("pong");
  }

  @Test
  void everyChannelBringsWhatHappensThere() {
    long reader = World.id();
    long author = World.id();
    long tweet = rig.world.tweet(author);
    Wire wire = rig.client(reader);
    Map<String, LiveChannel> channels =
        Map.of(
            "home",
            LiveChannel.home(reader),
            "tweet:" + tweet,
            LiveChannel.tweet(tweet),
            "user:" + author,
            LiveChannel.user(author),
            "hashtag:t" + author,
            LiveChannel.hashtag("T" + author),
            "public",
            LiveChannel.everybody());
    channels.forEach(
        (name, channel) -> {
          wire.subscribe(name);
          rig.created(channel, tweet, author);
          JsonNode event = wire.await("event");
          assertThat(event.path("channel").asText()).isEqualTo(name);
          assertThat(event.path("type").asText()).isEqualTo("tweet.created");
          assertThat(event.path("id").asText()).matches("[0-9]+-[0-9]+\\.[0-9a-f]{8}");
          JsonNode data = event.path("data");
          assertThat(data.path("id").asText()).isEqualTo(Long.toString(tweet));
          assertThat(data.path("author").path("handle").asText()).isEqualTo("u" + author);
          assertThat(data.path("text").asText()).isEqualTo("Hello");
        });
  }

  @Test
  void editsAndDeletionsAreTold() {
    long author = World.id();
    long tweet = rig.world.tweet(author);
    Wire wire = rig.client(World.id());
    wire.subscribe("tweet:" + tweet);
    rig.world.add(rig.world.tweets.get(tweet).toBuilder().setText("Better"));
    rig.publisher()
        .publish(LiveChannel.tweet(tweet), Rig.event(LiveEvent.Type.TWEET_EDITED, tweet, author));
    JsonNode edited = wire.await("event");
    assertThat(edited.path("type").asText()).isEqualTo("tweet.edited");
    assertThat(edited.path("data").path("text").asText()).isEqualTo("Better");
    rig.publisher()
        .publish(LiveChannel.tweet(tweet), Rig.event(LiveEvent.Type.TWEET_DELETED, tweet, author));
    JsonNode deleted = wire.await("event");
    assertThat(deleted.path("type").asText()).isEqualTo("tweet.deleted");
    assertThat(deleted.path("data").toString()).isEqualTo("{\"id\":\"" + tweet + "\"}");
  }

  @Test
  void notificationsAndTheReadMarkerComeToTheirOwnerAlone() {
    long reader = World.id();
    Wire wire = rig.client(reader);
    Wire other = rig.client(World.id());
    wire.subscribe("notifications");
    other.subscribe("notifications");
    long id = World.id();
    rig.publisher()
        .publish(
            LiveChannel.notifications(reader),
            LiveEvent.newBuilder()
                .setType(LiveEvent.Type.NOTIFICATION_CREATED)
                .setNotificationId(id)
                .build());
    JsonNode event = wire.await("event");
    assertThat(event.path("type").asText()).isEqualTo("notification.created");
    assertThat(event.path("data").path("id").asText()).isEqualTo(Long.toString(id));
    assertThat(event.path("data").path("type").asText()).isEqualTo("like");
    assertThat(event.path("data").path("actors_count").asInt()).isEqualTo(1);
    rig.publisher()
        .publish(
            LiveChannel.notifications(reader),
            LiveEvent.newBuilder().setType(LiveEvent.Type.NOTIFICATION_READ).setUnread(3).build());
    JsonNode read = wire.await("event");
    assertThat(read.path("type").asText()).isEqualTo("notification.read");
    assertThat(read.path("data").path("count").asInt()).isEqualTo(3);
    assertThat(other.frames("event")).isEmpty();
  }

  @Test
  void countsComeWholeAtMostTwiceASecondAndTheLastAlways() {
    long author = World.id();
    long tweet = rig.world.tweet(author);
    rig.world.add(rig.world.tweets.get(tweet).toBuilder().setRepliesCount(4));
    Wire wire = rig.client(World.id());
    wire.subscribe("tweet:" + tweet);
    long begin = System.nanoTime();
    for (int likes = 1; likes <= 500; likes++) {
      rig.publisher()
          .announce(
              LiveChannel.tweet(tweet),
              LiveEvent.newBuilder()
                  .setType(LiveEvent.Type.TWEET_COUNTS)
                  .setTweetId(tweet)
                  .setLikes(likes)
                  .setVersion(likes)
                  .build());
    }
    // An older one that comes late changes nothing.
    rig.publisher()
        .announce(
            LiveChannel.tweet(tweet),
            LiveEvent.newBuilder()
                .setType(LiveEvent.Type.TWEET_COUNTS)
                .setTweetId(tweet)
                .setLikes(7)
                .setVersion(7)
                .build());
    eventually(
        () ->
            assertThat(wire.frames("event").getLast().path("data").path("counts").toString())
                .isEqualTo("{\"likes\":500,\"retweets\":0,\"replies\":4,\"quotes\":0}"));
    double seconds = (System.nanoTime() - begin) / 1e9;
    assertThat(wire.frames("event")).hasSizeLessThanOrEqualTo((int) (seconds * 2) + 2);
  }

  @Test
  void likesThatCouldNotBeLearntAreNotShownAsNone() {
    long tweet = rig.world.tweet(World.id());
    rig.world.likes.put(tweet, 9L);
    Wire wire = rig.client(World.id());
    wire.subscribe("tweet:" + tweet);
    rig.world.likesAway = true;
    try {
      int calls = rig.world.tweetCalls.get();
      rig.publisher().announce(LiveChannel.tweet(tweet), replies(tweet, 1));
      eventually(() -> assertThat(rig.world.tweetCalls.get()).isGreaterThan(calls));
    } finally {
      rig.world.likesAway = false;
    }
    AtomicInteger replies = new AtomicInteger(1);
    eventually(
        () -> {
          LiveEvent next = replies(tweet, replies.incrementAndGet());
          rig.publisher().announce(LiveChannel.tweet(tweet), next);
          assertThat(wire.frames("event")).isNotEmpty();
        });
    assertThat(wire.frames("event"))
        .allMatch(event -> event.path("data").path("counts").path("likes").asInt() == 9);
  }

  private static LiveEvent replies(long tweet, int count) {
    return LiveEvent.newBuilder()
        .setType(LiveEvent.Type.TWEET_COUNTS)
        .setTweetId(tweet)
        .setReplies(count)
        .setVersion(count)
        .build();
  }

  @Test
  void whatIsWrongIsToldAndTheSocketGoesOn() {
    Wire wire = rig.client(World.id());
    Map<String, String> matrix =
        Map.ofEntries(
            Map.entry("hello", "malformed_json"),
            Map.entry("", "malformed_json"),
            Map.entry("[]", "malformed_json"),
            Map.entry("null", "malformed_json"),
            Map.entry("{'op':'subscribe'", "malformed_json"),
            Map.entry("{'op':'ping'} {}", "malformed_json"),
            Map.entry("{'op':1}", "invalid_request"),
            Map.entry("{'op':'ping','user_id':'1'}", "invalid_request"),
            Map.entry("{'op':'ping','channel':'home'}", "invalid_request"),
            Map.entry("{}", "unknown_op"),
            Map.entry("{'op':'publish','channel':'home'}", "unknown_op"),
            Map.entry("{'op':'subscribe'}", "unknown_channel"),
            Map.entry("{'op':'subscribe','channel':'homes'}", "unknown_channel"),
            Map.entry("{'op':'subscribe','channel':'home:1'}", "unknown_channel"),
            Map.entry("{'op':'subscribe','channel':'tweet:x'}", "unknown_channel"),
            Map.entry(
                "{'op':'subscribe','channel':'tweet:99999999999999999999'}", "unknown_channel"),
            Map.entry("{'op':'subscribe','channel':'hashtag:a b'}", "unknown_channel"),
            Map.entry("{'op':'subscribe','channel':'tweet:1'}", "tweet_not_found"),
            Map.entry("{'op':'subscribe','channel':'public','since':'1-1'}", "invalid_cursor"),
            Map.entry("{'op':'subscribe','channel':'public','since':''}", "invalid_cursor"),
            Map.entry("{'op':'unsubscribe','channel':'public'}", "not_subscribed"));
    matrix.forEach(
        (sent, code) -> {
          wire.send(sent);
          JsonNode error = wire.await("error");
          assertThat(error.path("code").asText()).as(sent).isEqualTo(code);
          assertThat(error.path("detail").asText()).as(sent).isNotBlank();
        });
    wire.send("{'op':'ping'}");
    wire.await("pong");
  }

  @Test
  void nobodyListensToWhatIsNotThereOrNotForHim() {
    long reader = World.id();
    long author = World.id();
    Wire wire = rig.client(reader);
    long gone = World.id();
    rig.world.noUsers.add(gone);
    wire.send("{'op':'subscribe','channel':'user:%d'}".formatted(gone));
    assertThat(wire.await("error").path("code").asText()).isEqualTo("user_not_found");
    rig.world.block(author, reader);
    wire.send("{'op':'subscribe','channel':'user:%d'}".formatted(author));
    assertThat(wire.await("error").path("code").asText()).isEqualTo("blocked");
    wire.send("{'op':'subscribe','channel':'tweet:%d'}".formatted(rig.world.tweet(author)));
    assertThat(wire.await("error").path("code").asText()).isEqualTo("tweet_not_found");
  }

  @Test
  void tooManySubscriptionsAreRefusedAndLeavingMakesRoom() {
    Wire wire = rig.client(World.id());
    List<Long> users = java.util.stream.Stream.generate(World::id).limit(6).toList();
    users.subList(0, 5).forEach(user -> wire.subscribe("user:" + user));
    wire.send("{'op':'subscribe','channel':'user:%d'}".formatted(users.get(5)));
    assertThat(wire.await("error").path("code").asText()).isEqualTo("too_many_subscriptions");
    // Again the same is no further one.
    wire.subscribe("user:" + users.get(0));
    wire.send("{'op':'unsubscribe','channel':'user:%d'}".formatted(users.get(0)));
    wire.subscribe("user:" + users.get(5));
    // And what was left is silent.
    long tweet = rig.world.tweet(users.get(0));
    rig.created(LiveChannel.user(users.get(0)), tweet, users.get(0));
    long last = rig.world.tweet(users.get(5));
    rig.created(LiveChannel.user(users.get(5)), last, users.get(5));
    assertThat(wire.await("event").path("channel").asText()).isEqualTo("user:" + users.get(5));
    assertThat(wire.frames("event")).isEmpty();
  }

  @Test
  void whatCanNotBeAMessageClosesWithACode_S14() {
    Wire large = rig.client(World.id());
    large.frame(1, ("{\"op\":\"" + "x".repeat(64 << 10) + "\"}").getBytes(StandardCharsets.UTF_8));
    assertThat(large.awaitClose()).isEqualTo(1009);

    Wire announced = rig.client(World.id());
    announced.frameHead(0x81, 1L << 40);
    assertThat(announced.awaitClose()).isEqualTo(1009);

    Wire pieces = rig.client(World.id());
    pieces.frameHead(0x01, 0);
    for (int i = 0; i < 3; i++) {
      pieces.frameHead(0x00, 40_000);
      pieces.write(new byte[40_000]);
    }
    assertThat(pieces.awaitClose()).isEqualTo(1009);

    Wire binary = rig.client(World.id());
    binary.frame(2, new byte[10]);
    assertThat(binary.awaitClose()).isEqualTo(1003);

    Wire garbled = rig.client(World.id());
    garbled.frame(1, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(garbled.awaitClose()).isEqualTo(1007);

    Wire reserved = rig.client(World.id());
    reserved.frameHead(0xf1, 0);
    assertThat(reserved.awaitClose()).isEqualTo(1002);

    Wire unmasked = rig.client(World.id());
    unmasked.write(new byte[] {(byte) 0x81, 1, 'x'});
    assertThat(unmasked.awaitClose()).isEqualTo(1002);
  }

  @Test
  void tooManyMessagesClose() {
    Wire wire = rig.client(World.id());
    for (int i = 0; i < 100_000 && !wire.isEnded(); i++) {
      wire.send("{'op':'ping'}");
    }
    assertThat(wire.awaitClose()).isEqualTo(4429);
  }
}
