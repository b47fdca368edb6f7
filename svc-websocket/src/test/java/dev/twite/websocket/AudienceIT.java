package dev.twite.websocket;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.inTime;
import static dev.twite.common.testing.Eventually.promised;
import static dev.twite.websocket.testing.Rig.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twite.common.live.LiveChannel;
import dev.twite.common.testing.TimedTest;
import dev.twite.proto.live.v1.LiveEvent;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.Visibility;
import dev.twite.websocket.testing.Rig;
import dev.twite.websocket.testing.Wire;
import dev.twite.websocket.testing.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who gets to see what. */
class AudienceIT {
  private static Rig rig;

  @BeforeAll
  static void start() throws Exception {
    rig = new Rig();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @TimedTest
  void nothingOfSomebodyBlockedComesFiveSecondsLater_S4() {
    for (boolean byReader : new boolean[] {true, false}) {
      long reader = World.id();
      long author = World.id();
      Wire wire = rig.client(reader);
      Wire other = rig.client(World.id());
      for (Wire each : List.of(wire, other)) {
        each.subscribe("user:" + author);
        each.subscribe("hashtag:b" + author);
      }
      tellAll(author);
      eventually(() -> assertThat(wire.frames("event")).hasSize(2));
      eventually(() -> assertThat(other.frames("event")).hasSize(2));
      rig.world.block(byReader ? reader : author, byReader ? author : reader);
      promised(
          seconds(5),
          () -> {
            int before = wire.frames("event").size();
            int seen = other.frames("event").size();
            tellAll(author);
            eventually(() -> assertThat(other.frames("event")).hasSize(seen + 2));
            assertThat(wire.frames("event")).hasSize(before);
          });
    }
  }

  @TimedTest
  void whatHasBeenDeletedIsNotShown_S4() {
    long author = World.id();
    Wire wire = rig.client(World.id());
    wire.subscribe("user:" + author);
    long gone = rig.world.tweet(author);
    rig.world.tweets.remove(gone);
    rig.created(LiveChannel.user(author), gone, author);
    long there = rig.world.tweet(author);
    rig.created(LiveChannel.user(author), there, author);
    JsonNode event = wire.await("event");
    assertThat(event.path("data").path("id").asLong()).isEqualTo(there);
    // Nor when it is asked for again.
    String begin = event.path("id").asText();
    rig.world.tweets.remove(there);
    long ms = Long.parseLong(begin.substring(0, begin.indexOf('-')));
    promised(
        seconds(5),
        () -> {
          Wire late = rig.client(World.id());
          late.send(
              "{'op':'subscribe','channel':'user:%d','since':'%s'}"
                  .formatted(author, (ms - 1) + begin.substring(begin.indexOf('-'))));
          late.await("subscribed");
          late.send("{'op':'ping'}");
          late.await("pong");
          assertThat(late.frames("event")).isEmpty();
        });
  }

  @Test
  void whatIsForFollowersComesToThemAlone_S4() {
    long author = World.id();
    long follower = World.id();
    rig.world.follow(follower, author);
    Wire friend = rig.client(follower);
    Wire stranger = rig.client(World.id());
    friend.subscribe("user:" + author);
    stranger.subscribe("user:" + author);
    long secret = rig.world.tweet(author, Visibility.VISIBILITY_FOLLOWERS);
    long open = rig.world.tweet(author);
    rig.created(LiveChannel.user(author), secret, author);
    rig.created(LiveChannel.user(author), open, author);
    eventually(() -> assertThat(ids(friend)).containsExactly(secret, open));
    eventually(() -> assertThat(ids(stranger)).containsExactly(open));
  }

  @Test
  void retweetsAndQuotesOfSomebodyBlockedShowNothingOfHim_S4() {
    long blocked = World.id();
    long author = World.id();
    long reader = World.id();
    rig.world.block(reader, blocked);
    Tweet original = rig.world.tweets.get(rig.world.tweet(blocked));
    long retweet = World.id();
    rig.world.add(
        Tweet.newBuilder()
            .setId(retweet)
            .setAuthorId(author)
            .setRetweetOfId(original.getId())
            .setRetweetOf(original)
            .setVisibility(Visibility.VISIBILITY_PUBLIC));
    long quote = World.id();
    rig.world.add(
        Tweet.newBuilder()
            .setId(quote)
            .setAuthorId(author)
            .setQuoteOfId(original.getId())
            .setQuoteOf(original)
            .setVisibility(Visibility.VISIBILITY_PUBLIC));
    Wire wire = rig.client(reader);
    Wire other = rig.client(World.id());
    wire.subscribe("user:" + author);
    other.subscribe("user:" + author);
    rig.created(LiveChannel.user(author), retweet, author);
    rig.created(LiveChannel.user(author), quote, author);
    eventually(() -> assertThat(ids(other)).containsExactly(retweet, quote));
    eventually(() -> assertThat(ids(wire)).containsExactly(quote));
    assertThat(wire.await("event").path("data").path("quote_of").isNull()).isTrue();
    assertThat(other.frames("event").getLast().path("data").path("quote_of").isNull()).isFalse();
  }

  @TimedTest
  void aTweetsChannelFallsSilentForWhomItsAuthorBlocks_S4() {
    long author = World.id();
    long reader = World.id();
    long tweet = rig.world.tweet(author);
    Wire wire = rig.client(reader);
    Wire other = rig.client(World.id());
    wire.subscribe("tweet:" + tweet);
    other.subscribe("tweet:" + tweet);
    rig.world.block(author, reader);
    promised(
        seconds(5),
        () -> {
          int before = wire.frames("event").size();
          int seen = other.frames("event").size();
          long answer = rig.world.tweet(World.id());
          rig.created(LiveChannel.tweet(tweet), answer, 7);
          eventually(() -> assertThat(other.frames("event")).hasSize(seen + 1));
          assertThat(wire.frames("event")).hasSize(before);
        });
  }

  @Test
  void mutedPeopleAreLeftOutOfListsButNotOfTheirOwnChannel() {
    long author = World.id();
    long reader = World.id();
    rig.world.mute(reader, author);
    Wire wire = rig.client(reader);
    wire.subscribe("hashtag:m" + author);
    wire.subscribe("home");
    wire.subscribe("user:" + author);
    long tweet = rig.world.tweet(author);
    rig.created(LiveChannel.home(reader), tweet, author);
    rig.created(LiveChannel.hashtag("m" + author), tweet, author);
    rig.created(LiveChannel.user(author), tweet, author);
    assertThat(wire.await("event").path("channel").asText()).isEqualTo("user:" + author);
    assertThat(wire.frames("event")).isEmpty();
  }

  @TimedTest
  void anEventIsLookedUpOnceForAllItsReaders() {
    long author = World.id();
    List<Wire> wires = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Wire wire = rig.client(World.id());
      wire.subscribe("user:" + author);
      wires.add(wire);
    }
    int calls = rig.world.tweetCalls.get() + rig.world.filterCalls.get();
    long begin = System.nanoTime();
    tellAll(author);
    wires.forEach(wire -> eventually(() -> assertThat(wire.frames("event")).hasSize(1)));
    // What was looked up is kept for two seconds.
    inTime(seconds(2), begin);
    assertThat(rig.world.tweetCalls.get() + rig.world.filterCalls.get() - calls)
        .isLessThanOrEqualTo(3);
  }

  @Test
  void onlyWhatItsClientsWantIsListenedTo() {
    long author = World.id();
    Wire first = rig.client(World.id());
    Wire second = rig.client(World.id());
    String key = LiveChannel.user(author).key();
    first.subscribe("user:" + author);
    second.subscribe("user:" + author);
    assertThat(listeners(key)).isEqualTo(1);
    first.close();
    second.send("{'op':'ping'}");
    second.await("pong");
    assertThat(listeners(key)).isEqualTo(1);
    second.send("{'op':'unsubscribe','channel':'user:%d'}".formatted(author));
    eventually(() -> assertThat(listeners(key)).isZero());
  }

  private static long listeners(String key) {
    return rig.redis().call(client -> client.publish(key, "-"));
  }

  private static void tellAll(long author) {
    long tweet = rig.world.tweet(author);
    rig.publisher()
        .deliver(
            List.of(LiveChannel.user(author), LiveChannel.hashtag("b" + author)),
            Rig.event(LiveEvent.Type.TWEET_CREATED, tweet, author));
  }

  private static List<Long> ids(Wire wire) {
    return wire.frames("event").stream().map(f -> f.path("data").path("id").asLong()).toList();
  }
}
