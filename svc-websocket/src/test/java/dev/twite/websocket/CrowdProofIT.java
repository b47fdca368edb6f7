package dev.twite.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.live.LiveChannel;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.Visibility;
import dev.twite.websocket.testing.CrowdMain;
import dev.twite.websocket.testing.Rig;
import dev.twite.websocket.testing.World;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five thousand who mostly listen, on one machine; the clients in a process of their own. */
@Tag("verify")
class CrowdProofIT {
  private static final int CLIENTS = 5_000;
  private static final int EVENTS = 20;
  private static final long MOST_BYTES_EACH = 64 << 10;

  @Test
  void fiveThousandConnectionsAreHeldAndReached(@TempDir Path folder) throws Exception {
    try (Rig rig = new Rig("WEBSOCKET_TICKET_LIFE", "5m")) {
      long author = World.id();
      List<String> tickets = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        tickets.add(rig.ticket(World.id()));
      }
      Path file = Files.write(folder.resolve("tickets"), tickets);
      long before = usedHeap();
      Process crowd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  CrowdMain.class.getName(),
                  Integer.toString(rig.port()),
                  file.toString(),
                  "user:" + author,
                  Integer.toString(EVENTS))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (BufferedReader said =
          new BufferedReader(
              new InputStreamReader(crowd.getInputStream(), StandardCharsets.UTF_8))) {
        String connected = said.readLine();
        assertThat(connected).startsWith("CONNECTED ");
        assertThat(rig.metric("twite_websocket_connections")).isEqualTo((double) CLIENTS);
        long each = (usedHeap() - before) / CLIENTS;
        for (int i = 0; i < EVENTS; i++) {
          long id = World.id();
          Instant now = Instant.now();
          rig.world.add(
              Tweet.newBuilder()
                  .setId(id)
                  .setAuthorId(author)
                  .setText("at " + (now.getEpochSecond() * 1_000_000 + now.getNano() / 1000) + " .")
                  .setVisibility(Visibility.VISIBILITY_PUBLIC));
          rig.created(LiveChannel.user(author), id, author);
          // One a second: what is measured is an event to all, not a queue of them.
          LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
        String got = said.readLine();
        System.out.printf(
            "5,000 connections: all subscribed after %s ms, %d bytes of heap each; an event to all: %s"
                + " (ms)%n",
            connected.substring(10), each, got);
        assertThat(got).startsWith("GOT " + CLIENTS * EVENTS + " ");
        assertThat(each).isLessThan(MOST_BYTES_EACH);
      } finally {
        crowd.destroyForcibly().waitFor();
      }
    }
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
