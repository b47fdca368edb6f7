package dev.twite.ratelimit;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.boot.RunningService;
import dev.twite.common.config.ConfigException;
import dev.twite.common.limit.RateLimiter;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that change while the service runs. */
class RuleBookIT {
  @TempDir Path folder;

  @Test
  void aChangedFileHoldsWithoutARestartAndAFaultyOneDoesNot() throws Exception {
    Path file = folder.resolve("rules.yaml");
    Files.writeString(file, "read: {capacity: 5}");
    TestEnv env =
        new TestEnv()
            .redis()
            .set("RATELIMIT_RULES", file.toString())
            .set("RATELIMIT_RULES_LOOK", "20ms")
            .set("LIMIT_REFRESH", "20ms");
    try (Cluster cluster = new Cluster(env)) {
      RunningService service = cluster.start(new RatelimitSpec());
      RateLimiter limiter = cluster.start(new CallerSpec("caller")).get(RateLimiter.class);
      assertThat(limiter.take("read", "x").limit()).isEqualTo(5);
      assertThat(limiter.take("write", "x").limit()).isEqualTo(600);

      Files.writeString(file, "read: {capacity: 7}\nown: {capacity: 1, period: 1h}\n");
      eventually(() -> assertThat(limiter.rules().find("read").get().capacity()).isEqualTo(7));
      assertThat(limiter.take("own", "x").allowed()).isTrue();
      assertThat(limiter.take("own", "x").allowed()).isFalse();
      assertThat(faults(service)).isZero();

      Files.writeString(file, "read: {capacity: none, rate: 3}\n");
      eventually(() -> assertThat(faults(service)).isEqualTo(2));
      assertThat(service.get(RuleBook.class).rules().find("read").get().capacity()).isEqualTo(7);

      Files.delete(file);
      eventually(() -> assertThat(faults(service)).isEqualTo(1));
      Files.writeString(file, "read: {capacity: 9}");
      eventually(() -> assertThat(limiter.rules().find("read").get().capacity()).isEqualTo(9));
      assertThat(faults(service)).isZero();
    }
  }

  @Test
  void aFaultyFileStopsTheStartWithEveryFault() {
    TestEnv env = new TestEnv().redis().limits("read:\n  capacity: many\n  route: [GET /v1/*]\n");
    try (Cluster cluster = new Cluster(env)) {
      assertThatThrownBy(() -> cluster.start(new RatelimitSpec()))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("line 2: read.capacity: 'many' is not")
          .hasMessageContaining("line 3: read.route: unknown");
    }
  }

  private static double faults(RunningService service) {
    return service.get(Metrics.class).registry().getSampleValue("twite_ratelimit_rule_faults");
  }
}
