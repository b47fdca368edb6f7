package dev.twite.websocket;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.promised;
import static dev.twite.websocket.testing.Rig.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.live.LiveChannel;
import dev.twite.common.testing.TimedTest;
import dev.twite.websocket.testing.Rig;
import dev.twite.websocket.testing.Wire;
import dev.twite.websocket.testing.World;
import org.junit.jupiter.api.Test;

/** Who counts as online, and what happens when Redis forgets it. */
class PresenceIT {
  @TimedTest
  void whoIsForgottenIsOnlineAgainAndToldOfAGapWithin5Seconds() throws Exception {
    try (Rig rig = new Rig()) {
      long reader = World.id();
      Wire wire = rig.client(reader);
      wire.subscribe("home");
      rig.redis().call(client -> client.flushDB());
      promised(
          seconds(5),
          () -> {
            assertThat(isOnline(rig, reader)).isTrue();
            assertThat(wire.frames("gap")).isNotEmpty();
          });
      assertThat(wire.frames("gap").getFirst().path("channel").asText()).isEqualTo("home");
      long tweet = rig.world.tweet(5);
      rig.created(LiveChannel.home(reader), tweet, 5);
      assertThat(wire.await("event").path("data").path("id").asLong()).isEqualTo(tweet);
      assertThat(wire.frames("gap")).hasSize(1);
    }
  }

  @Test
  void whoClosesWhileSubscribingIsNotCountedOn() throws Exception {
    try (Rig rig = new Rig()) {
      for (int i = 0; i < 50; i++) {
        Wire wire = rig.client(World.id());
        wire.send("{'op':'subscribe','channel':'home'}");
        wire.close();
      }
      eventually(
          () -> {
            assertThat(rig.metric("twite_websocket_connections")).isZero();
            assertThat(rig.metric("twite_websocket_subscriptions")).isZero();
            assertThat(rig.metric("twite_websocket_channels")).isZero();
          });
    }
  }

  private static boolean isOnline(Rig rig, long reader) {
    return rig.redis().call(client -> client.zscore("live:online", "" + reader)) != null;
  }
}
