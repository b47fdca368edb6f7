package dev.twite.local;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.TimedTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code make run} promises about shapes and starts, by its own code and with all services.
 */
@Tag("verify")
class ShapesProofIT {
  @TempDir Path folder;
  private final int base = FreeBase.next();

  @TimedTest
  void aProcessEachIsAsFreshAsOneForAll() throws Exception {
    try (LocalRun run = LocalRun.start(folder, true)) {
      CoreJourney.walk(run.url());
    }
  }

  @Test
  void theNextStartStillKnowsPeopleAndTweetsAlsoWithoutNode() throws Exception {
    String id;
    Resident ada;
    try (LocalRun run = LocalRun.start(folder, false, base)) {
      ada = Resident.moveIn(run.url(), "ada");
      id = ada.tweet("Will this be kept?");
    }
    try (LocalRun run = LocalRun.start(folder, false, base, "/nowhere")) {
      assertThat(run.url().getPort()).isEqualTo(base);
      eventually(() -> assertThat(ada.all("/v1/timelines/home")).containsExactly(id));
      // Without Node there is no ClickHouse: the rest runs, and reports say that they are away.
      Resident.Answer away = ada.get("/v1/analytics/me");
      assertThat(away.status()).isEqualTo(503);
      assertThat(away.body().path("code").asText()).isEqualTo("unavailable");
    }
  }
}
