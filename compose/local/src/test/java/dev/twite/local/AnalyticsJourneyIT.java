package dev.twite.local;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twite.common.testing.TestEnv;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a tweet to its author's numbers, started by the code of `make run`. */
class AnalyticsJourneyIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private LocalRun run;

  @AfterEach
  void stop() {
    if (run != null) {
      run.close();
    }
  }

  @Test
  void whatIsDoneAndSeenIsCounted() throws Exception {
    TestEnv.requireClickHouse();
    run = LocalRun.start(folder, false);
    Resident ada = Resident.moveIn(run.url(), "ada");
    Resident bob = Resident.moveIn(run.url(), "bob");
    String tweet = ada.tweet("Count me #numbers");
    assertThat(bob.put("/v1/tweets/" + tweet + "/like").status()).isEqualTo(200);
    assertThat(bob.get("/v1/tweets/" + tweet).status()).isEqualTo(200);
    within(
        PATIENCE,
        () -> {
          Resident.Answer mine = ada.get("/v1/analytics/me");
          assertThat(sum(mine, "tweets")).isEqualTo(1);
          assertThat(sum(mine, "likes_received")).isEqualTo(1);
          assertThat(sum(mine, "impressions")).isEqualTo(1);
          assertThat(sum(ada.get("/v1/analytics/tweets/" + tweet), "readers")).isEqualTo(1);
        });
    assertThat(bob.get("/v1/analytics/tweets/" + tweet).status()).isEqualTo(404);
    assertThat(bob.get("/v1/analytics/platform").status()).isEqualTo(403);
  }

  @Test
  void withoutNodeTheRestRunsAndReportsSayThatTheyAreAway() throws Exception {
    run = LocalRun.start(folder, false, FreeBase.next(), "/nowhere");
    Resident ada = Resident.moveIn(run.url(), "ada");
    assertThat(ada.tweet("Nobody counts me")).isNotEmpty();
    Resident.Answer away = ada.get("/v1/analytics/me");
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.body().path("code").asText()).isEqualTo("unavailable");
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
