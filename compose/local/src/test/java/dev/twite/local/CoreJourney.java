package dev.twite.local;

import static dev.twite.common.testing.Eventually.atMost;
import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The core path through every service: register, follow, tweet, read, unfollow. */
final class CoreJourney {
  /** From the 201 to the follower's home timeline, when nothing else is going on. */
  private static final Duration FRESH = Duration.ofMillis(200);

  private static final int WARM_UP = 30;
  private static final int SAMPLES = 15;

  private CoreJourney() {}

  static void walk(URI url) throws Exception {
    Resident ada = Resident.moveIn(url, "ada");
    Resident bob = Resident.moveIn(url, "bob");
    bob.follow(ada);
    // An untrained JVM interprets: the first tweets take what the first tweets take.
    for (int i = 0; i < WARM_UP; i++) {
      String early = ada.tweet("Warming up " + i);
      eventually(() -> assertThat(home(bob)).contains(early));
    }

    // The median of some: one moment of a busy machine says nothing.
    List<Duration> fresh = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      String id = ada.tweet("Hello, Bob, number " + i);
      long begin = System.nanoTime();
      eventually(() -> assertThat(home(bob).getFirst()).isEqualTo(id));
      fresh.add(Duration.ofNanos(System.nanoTime() - begin));
      eventually(() -> assertThat(home(ada).getFirst()).isEqualTo(id));
    }
    fresh.sort(null);
    atMost(FRESH, fresh.get(SAMPLES / 2));

    assertThat(bob.delete("/v1/users/" + ada.id() + "/follow").status()).isEqualTo(200);
    eventually(() -> assertThat(home(bob)).isEmpty());
  }

  private static List<String> home(Resident reader) throws Exception {
    Resident.Answer answer = reader.get("/v1/timelines/home");
    assertThat(answer.status()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    answer.body().path("data").forEach(tweet -> ids.add(tweet.path("id").asText()));
    return ids;
  }
}
