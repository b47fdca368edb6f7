package dev.twite.local;

import static dev.twite.common.testing.Eventually.atMost;
import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twite.common.testing.TimedTest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** Likes, notifications and sockets through every service. */
@ExtendWith(SharedTown.class)
class LiveJourneyIT {
  private static final int WARM_UP = 40;
  private static final int SAMPLES = 41;
  private static final Duration MEDIAN = Duration.ofMillis(100);

  @TimedTest
  void aLikeReachesTheAuthorsSocketWithin100MsAndIsGroupedInTheList(Town town) throws Exception {
    URI base = town.url();
    Resident ada = Resident.moveIn(base, "ada");
    List<Resident> fans = new ArrayList<>();
    for (String name : List.of("bob", "cem", "dee")) {
      fans.add(Resident.moveIn(base, name));
    }
    try (LiveSocket socket = LiveSocket.open(base, ada)) {
      socket.subscribe("notifications");
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < WARM_UP + SAMPLES; i++) {
        String tweet = ada.tweet("Like me, number " + i);
        long start = System.nanoTime();
        assertThat(fans.getFirst().put("/v1/tweets/" + tweet + "/like").status()).isEqualTo(200);
        LiveSocket.Frame event = socket.await("event", "notification.created");
        assertThat(event.body().path("data").path("tweet").path("id").asText()).isEqualTo(tweet);
        if (i >= WARM_UP) {
          millis.add((event.at() - start) / 1e6);
        }
      }
      millis.sort(null);
      System.out.printf(
          "like to socket: p50 %.1f ms, max %.1f ms of %d%n",
          millis.get(SAMPLES / 2), millis.getLast(), SAMPLES);
      atMost(MEDIAN, Duration.ofNanos((long) (millis.get(SAMPLES / 2) * 1e6)));
    }
    everybodyLikes(ada, fans);
  }

  private static void everybodyLikes(Resident author, List<Resident> fans)
      throws IOException, InterruptedException {
    String tweet = author.tweet("Everybody likes this");
    for (Resident fan : fans) {
      assertThat(fan.put("/v1/tweets/" + tweet + "/like").status()).isEqualTo(200);
    }
    eventually(
        () -> {
          JsonNode newest = author.get("/v1/notifications").body().path("data").path(0);
          assertThat(newest.path("type").asText()).isEqualTo("like");
          assertThat(newest.path("tweet").path("id").asText()).isEqualTo(tweet);
          assertThat(newest.path("actors_count").asInt()).isEqualTo(fans.size());
        });
    // Without svc-like's answer within half a second a tweet is shown without its likes.
    eventually(
        () -> {
          JsonNode counts = author.get("/v1/tweets/" + tweet).body().path("counts");
          assertThat(counts.path("likes").asInt()).isEqualTo(fans.size());
        });
  }
}
