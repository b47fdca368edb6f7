package dev.twite.websocket;

import static dev.twite.common.testing.Eventually.atMost;
import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.live.LiveChannel;
import dev.twite.common.testing.TimedTest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.Visibility;
import dev.twite.websocket.testing.Rig;
import dev.twite.websocket.testing.Wire;
import dev.twite.websocket.testing.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One client that does not read, among many that do. */
class SlowClientIT {
  private static final Duration CLOSED_WITHIN = Duration.ofSeconds(10);
  private static final int EVENTS = 60;
  private static final String LONG = "x".repeat(15_000);

  @TimedTest
  void oneStalledOf200IsClosedWithin10SecondsAndSlowsNobody_R15() throws Exception {
    prove(200);
  }

  @TimedTest
  @Tag("verify")
  void oneStalledOf1000IsClosedWithin10SecondsAndSlowsNobody_R15() throws Exception {
    prove(1_000);
  }

  @Test
  void whoLetsTooMuchWaitIsClosed_R15() throws Exception {
    try (Rig rig =
        new Rig("WEBSOCKET_SOCKETS_STALL", "60s", "WEBSOCKET_SOCKETS_HEARTBEAT", "60s")) {
      long author = World.id();
      stalled(rig, author);
      // More than 256 frames and the buffers of the system.
      for (int i = 0; i < 400; i++) {
        rig.created(LiveChannel.user(author), tweet(rig, author), author);
      }
      within(
          Duration.ofSeconds(60),
          () -> assertThat(rig.metric("twite_websocket_connections")).isZero());
      assertThat(rig.metric("twite_websocket_evictions_total")).isEqualTo(1);
      assertThat(rig.metric("twite_websocket_waiting")).isZero();
    }
  }

  private static void prove(int clients) throws Exception {
    try (Rig rig = new Rig()) {
      long author = World.id();
      int events = clients > 500 ? EVENTS / 2 : EVENTS;
      AtomicInteger got = new AtomicInteger();
      AtomicInteger subscribed = new AtomicInteger();
      AtomicLongArray delays = new AtomicLongArray(clients * events);
      long[] sentAt = new long[1];
      List<Wire> wires = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        Wire wire =
            rig.keep(
                Wire.light(
                    rig.port(),
                    "/v1/ws?ticket=" + rig.ticket(World.id()),
                    text -> {
                      if (text.length > 10_000) {
                        delays.set(got.getAndIncrement(), System.nanoTime() - sentAt[0]);
                      } else if (isAnswer(text)) {
                        subscribed.incrementAndGet();
                      }
                    }));
        wires.add(wire.send("{'op':'subscribe','channel':'user:%d'}".formatted(author)));
      }
      // Whose answer is under way begins after what is told now.
      eventually(() -> assertThat(subscribed.get()).isEqualTo(clients));
      // Once to warm up.
      round(rig, author, got, sentAt, clients, events);
      long without = p99(round(rig, author, got, sentAt, clients, events), delays);

      stalled(rig, author);
      long begin = System.nanoTime();
      long heap = usedHeap();
      long with = p99(round(rig, author, got, sentAt, clients, events), delays);
      within(
          CLOSED_WITHIN.plusSeconds(45),
          () -> assertThat(rig.metric("twite_websocket_connections")).isEqualTo((double) clients));
      long closedAfter = (System.nanoTime() - begin) / 1_000_000;
      long grown = (usedHeap() - heap) >> 20;
      System.out.printf(
          "R15: 1 stalled of %d: p99 %d ms without, %d ms with; closed after %d ms; heap %+d MiB%n",
          clients, without, with, closedAfter, grown);
      atMost(CLOSED_WITHIN, Duration.ofMillis(closedAfter));
      // A fifth more, and what a shared machine makes of it anyway.
      atMost(Duration.ofMillis(Math.max(without * 12 / 10, without + 50)), Duration.ofMillis(with));
      assertThat(grown).isLessThanOrEqualTo(64);
      assertThat(wires).noneMatch(Wire::isEnded);
    }
  }

  private static boolean isAnswer(byte[] text) {
    return new String(text, StandardCharsets.UTF_8).contains("\"op\":\"subscribed\"");
  }

  /** Publishes one after the other, each when everybody has the one before. */
  private static int round(
      Rig rig, long author, AtomicInteger got, long[] sentAt, int clients, int events) {
    got.set(0);
    for (int i = 1; i <= events; i++) {
      long tweet = tweet(rig, author);
      int all = clients * i;
      sentAt[0] = System.nanoTime();
      rig.created(LiveChannel.user(author), tweet, author);
      within(Duration.ofSeconds(60), () -> assertThat(got.get()).isGreaterThanOrEqualTo(all));
    }
    return clients * events;
  }

  private static long p99(int count, AtomicLongArray delays) {
    long[] sorted = new long[count];
    for (int i = 0; i < count; i++) {
      sorted[i] = delays.get(i);
    }
    Arrays.sort(sorted);
    return sorted[count * 99 / 100] / 1_000_000;
  }

  private static void stalled(Rig rig, long author) {
    double before = rig.metric("twite_websocket_subscriptions");
    rig.keep(Wire.stalled(rig.port(), "/v1/ws?ticket=" + rig.ticket(World.id())))
        .send("{'op':'subscribe','channel':'user:%d'}".formatted(author));
    eventually(() -> assertThat(rig.metric("twite_websocket_subscriptions")).isEqualTo(before + 1));
  }

  private static long tweet(Rig rig, long author) {
    long id = World.id();
    rig.world.add(
        Tweet.newBuilder()
            .setId(id)
            .setAuthorId(author)
            .setText(LONG)
            .setVisibility(Visibility.VISIBILITY_PUBLIC));
    return id;
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
