package dev.twite.websocket;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.promised;
import static dev.twite.common.testing.Eventually.within;
import static dev.twite.websocket.testing.Rig.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twite.common.boot.RunningService;
import dev.twite.common.error.TwiteException;
import dev.twite.common.live.LiveChannel;
import dev.twite.common.testing.TimedTest;
import dev.twite.embedded.RedisServer;
import dev.twite.embedded.TestServers;
import dev.twite.proto.live.v1.LiveEvent;
import dev.twite.websocket.testing.Rig;
import dev.twite.websocket.testing.Wire;
import dev.twite.websocket.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** Clients that come back, and links that break. */
class ResumeIT {
  private static final int EVENTS = 1_000;

  @Test
  void aClientThatComesAndGoesMissesNothingAndGetsNothingTwice() throws Exception {
    try (Rig rig = new Rig()) {
      RunningService second = rig.start();
      long author = World.id();
      long reader = World.id();
      Wire wire = rig.client(reader);
      String cursor = wire.subscribe("user:" + author);
      AtomicBoolean over = new AtomicBoolean();
      List<Long> told = new ArrayList<>();
      Thread publisher =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < EVENTS; i++) {
                      long tweet = rig.world.tweet(author);
                      rig.created(LiveChannel.user(author), tweet, author);
                      told.add(tweet);
                      parkMillis(2);
                    }
                    over.set(true);
                  });
      List<Long> got = new ArrayList<>();
      int lives = 0;
      while (!over.get() || wire.frames("event").size() > 0 || lives < 5) {
        int some = ThreadLocalRandom.current().nextInt(20, 60);
        Wire open = wire;
        long end = System.nanoTime() + seconds(2).toNanos();
        while (open.frames("event").size() < some && !over.get() && System.nanoTime() < end) {
          parkMillis(5);
        }
        if (over.get()) {
          break;
        }
        wire.close();
        cursor = collect(wire, got, cursor);
        lives++;
        // By turns at the one and the other instance.
        wire = rig.client(reader, Rig.portOf(lives % 2 == 0 ? rig.instance() : second));
        assertThat(wire.subscribe("user:" + author, cursor)).isEqualTo(cursor);
      }
      publisher.join();
      Wire last = wire;
      within(
          seconds(60),
          () ->
              assertThat(last.frames("event").getLast().path("data").path("id").asLong())
                  .isEqualTo(told.getLast()));
      collect(last, got, cursor);
      assertThat(lives).isGreaterThan(3);
      assertThat(got).isEqualTo(told);
    }
  }

  @TimedTest
  void countsThatChangedWhileTheLinkWasCutAreShownAfterwards_R16() throws Exception {
    try (Rig rig = new Rig()) {
      long tweet = rig.world.tweet(World.id());
      Wire wire = rig.client(World.id());
      wire.subscribe("tweet:" + tweet);
      rig.world.likes.put(tweet, 1L);
      LiveEvent first =
          LiveEvent.newBuilder()
              .setType(LiveEvent.Type.TWEET_COUNTS)
              .setTweetId(tweet)
              .setLikes(1)
              .setVersion(1)
              .build();
      rig.publisher().announce(LiveChannel.tweet(tweet), first);
      within(seconds(45), () -> assertThat(likes(wire)).isEqualTo(1));
      // Nobody tells of the second one.
      rig.world.likes.put(tweet, 2L);
      cutLinks(rig);
      promised(seconds(5), () -> assertThat(likes(wire)).isEqualTo(2));
    }
  }

  private static int likes(Wire wire) {
    return wire.frames("event").getLast().path("data").path("counts").path("likes").asInt();
  }

  @Test
  void redisIsKilledAndNoneOfAThousandEventsIsMissing_R16() throws Exception {
    try (RedisServer redis = TestServers.newRedis();
        Rig rig = new Rig("REDIS_URL", redis.url(), "WEBSOCKET_RATE", "1000")) {
      long author = World.id();
      List<Wire> wires = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Wire wire = rig.client(World.id());
        wire.subscribe("user:" + author);
        wires.add(wire);
      }
      List<Long> told = new ArrayList<>();
      for (int i = 0; i < EVENTS; i++) {
        long tweet = rig.world.tweet(author);
        untilTaken(() -> rig.created(LiveChannel.user(author), tweet, author));
        told.add(tweet);
        if (i == 300) {
          redis.kill();
          Thread.ofPlatform()
              .start(
                  () -> {
                    redis.start();
                    redis.awaitReady(Duration.ofSeconds(60));
                  });
        }
        if (i == 600) {
          // Cut from outside, as a fallen network would.
          cutLinks(rig);
        }
        if (told.size() % 100 == 0) {
          // No faster than these read: who falls far behind is closed (R15).
          allHave(wires, told);
        }
      }
      for (Wire wire : wires) {
        assertThat(wire.frames("gap")).isEmpty();
        assertThat(wire.isEnded()).isFalse();
      }
    }
  }

  private static void allHave(List<Wire> wires, List<Long> told) throws Exception {
    for (Wire wire : wires) {
      within(
          seconds(60),
          () ->
              assertThat(new java.util.LinkedHashSet<>(ids(wire)))
                  .as("closed with %d", wire.closeCode())
                  .containsExactlyElementsOf(told));
    }
  }

  @TimedTest
  void aHalfOpenLinkIsReplacedWithin5Seconds_R16() throws Exception {
    try (RedisServer redis = TestServers.newRedis();
        Deaf proxy = new Deaf(redis.port());
        Rig rig =
            new Rig(
                "REDIS_URL",
                redis.url().replace(":" + redis.port(), ":" + proxy.port()),
                "REDIS_TIMEOUT",
                "1s")) {
      long author = World.id();
      Wire wire = rig.client(World.id());
      wire.subscribe("user:" + author);
      long first = rig.world.tweet(author);
      rig.created(LiveChannel.user(author), first, author);
      eventually(() -> assertThat(ids(wire)).containsExactly(first));
      // Nothing comes through any more on the connections that are there; new ones work.
      proxy.deafenAll();
      List<Long> told = new ArrayList<>(List.of(first));
      for (int i = 0; i < 10; i++) {
        long tweet = rig.world.tweet(author);
        untilTaken(() -> rig.created(LiveChannel.user(author), tweet, author));
        told.add(tweet);
      }
      promised(
          seconds(5),
          () ->
              assertThat(new java.util.LinkedHashSet<>(ids(wire))).containsExactlyElementsOf(told));
    }
  }

  @Test
  void whatIsNoLongerKeptIsAGapAndLifeGoesOn() throws Exception {
    try (Rig rig = new Rig()) {
      long author = World.id();
      Wire wire = rig.client(World.id());
      String begin = wire.subscribe("user:" + author);
      long tweet = rig.world.tweet(author);
      for (int i = 0; i < 800; i++) {
        rig.created(LiveChannel.user(author), tweet, author);
      }
      assertGap(rig, author, begin);

      // One that Redis has never had in this life.
      Wire flushed = rig.client(World.id());
      String cursor = flushed.subscribe("user:" + author);
      rig.redis().call(client -> client.flushDB());
      assertGap(rig, author, cursor);

      // One whose Stream has expired: a cursor of eleven minutes ago.
      long quiet = World.id();
      String now = flushed.subscribe("user:" + quiet);
      long ms = Long.parseLong(now.substring(0, now.indexOf('-')));
      assertGap(rig, quiet, (ms - 660_000) + now.substring(now.indexOf('-')));
      // And one that is fresh although nothing was ever said.
      Wire fresh = rig.client(World.id());
      fresh.send("{'op':'subscribe','channel':'user:%d','since':'%s'}".formatted(quiet, now));
      fresh.await("subscribed");
      fresh.send("{'op':'ping'}");
      fresh.await("pong");
      assertThat(fresh.frames("gap")).isEmpty();
    }
  }

  @Test
  void aHomeTimelineIsWholeOnlySinceItsReaderIsOnline() throws Exception {
    try (Rig rig = new Rig()) {
      long reader = World.id();
      Wire wire = rig.client(reader);
      String cursor = wire.subscribe("home");
      double until = rig.redis().call(client -> client.zscore("live:online", "" + reader));
      assertThat(until).isGreaterThan((double) System.currentTimeMillis() + 600_000);
      long tweet = rig.world.tweet(5);
      wire.close();
      eventually(() -> assertThat(rig.metric("twite_websocket_connections")).isZero());
      rig.created(LiveChannel.home(reader), tweet, 5);
      Wire back = rig.client(reader);
      back.send("{'op':'subscribe','channel':'home','since':'%s'}".formatted(cursor));
      assertThat(back.await("event").path("data").path("id").asLong()).isEqualTo(tweet);
      back.close();
      // Away for so long that nothing was published.
      String before =
          rig.redis()
              .call(
                  client -> {
                    client.zrem("live:online", "" + reader);
                    return cursor;
                  });
      parkMillis(5);
      Wire late = rig.client(reader);
      late.send("{'op':'subscribe','channel':'home','since':'%s'}".formatted(before));
      assertThat(late.await("gap").path("channel").asText()).isEqualTo("home");
    }
  }

  private static void assertGap(Rig rig, long author, String cursor) {
    Wire wire = rig.client(World.id());
    wire.send("{'op':'subscribe','channel':'user:%d','since':'%s'}".formatted(author, cursor));
    wire.await("subscribed");
    JsonNode gap = wire.await("gap");
    assertThat(gap.path("channel").asText()).isEqualTo("user:" + author);
    assertThat(gap.path("since").asText()).isEqualTo(cursor);
    long tweet = rig.world.tweet(author);
    rig.created(LiveChannel.user(author), tweet, author);
    eventually(() -> assertThat(ids(wire)).containsExactly(tweet));
  }

  private static String collect(Wire wire, List<Long> got, String before) {
    String cursor = before;
    for (JsonNode event : wire.frames("event")) {
      got.add(event.path("data").path("id").asLong());
      cursor = event.path("id").asText();
    }
    return cursor;
  }

  private static List<Long> ids(Wire wire) {
    return wire.frames("event").stream().map(f -> f.path("data").path("id").asLong()).toList();
  }

  private static void untilTaken(Runnable publish) {
    within(
        seconds(60),
        () -> {
          try {
            publish.run();
          } catch (TwiteException away) {
            throw new AssertionError(away);
          }
        });
  }

  private static void cutLinks(Rig rig) {
    try (Jedis own = rig.redis().dedicated()) {
      own.clientKill(ClientKillParams.clientKillParams().type(ClientType.PUBSUB));
    }
  }

  private static void parkMillis(long millis) {
    java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
