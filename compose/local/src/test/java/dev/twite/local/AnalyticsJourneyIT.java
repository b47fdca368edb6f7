package dev.twite.local;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twite.common.testing.TestEnv;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a tweet to its author's numbers. */
@ExtendWith(SharedTown.class)
class AnalyticsJourneyIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void whatIsDoneAndSeenIsCounted(Town town) throws Exception {
    TestEnv.requireClickHouse();
    Resident ada = Resident.moveIn(town.url(), "ada");
    Resident bob = Resident.moveIn(town.url(), "bob");
    String tweet = ada.tweet("Count me #numbers");
    assertThat(bob.put("/v1/tweets/" + tweet + "/like").status()).isEqualTo(200);
    within(
        PATIENCE,
        () -> {
          // An impression may be lost, the first ones before Kafka is known for sure: he looks
          // again.
          assertThat(bob.get("/v1/tweets/" + tweet).status()).isEqualTo(200);
          Resident.Answer mine = ada.get("/v1/analytics/me");
          assertThat(sum(mine, "tweets")).isEqualTo(1);
          assertThat(sum(mine, "likes_received")).isEqualTo(1);
          assertThat(sum(mine, "impressions")).isPositive();
          assertThat(sum(ada.get("/v1/analytics/tweets/" + tweet), "readers")).isEqualTo(1);
        });
    assertThat(bob.get("/v1/analytics/tweets/" + tweet).status()).isEqualTo(404);
    assertThat(bob.get("/v1/analytics/platform").status()).isEqualTo(403);
  }

  private static long sum(Resident.Answer answer, String member) {
    assertThat(answer.status()).isEqualTo(200);
    long sum = 0;
    for (JsonNode row : answer.body().path("data")) {
      sum += row.path(member).asLong();
    }
    return sum;
  }
}
