package dev.twite.like;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.config.ConfigException;
import dev.twite.common.config.ConfigReader;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LikeConfigTest {
  @Test
  void hasDefaults() {
    assertThat(LikeConfig.from(new ConfigReader("like", Map.of())))
        .isEqualTo(new LikeConfig(2, 500, 5_000, Duration.ofSeconds(30), 500));
  }

  @Test
  void readsItsOwnVariables() {
    ConfigReader config =
        new ConfigReader(
            "like",
            Map.of(
                "TWITE_LIKE_LANES", "3",
                "TWITE_LIKE_BATCH", "4",
                "TWITE_LIKE_QUEUE", "5",
                "TWITE_LIKE_COUNTS_TTL", "6s",
                "TWITE_LIKE_BITE", "7"));
    assertThat(LikeConfig.from(config))
        .isEqualTo(new LikeConfig(3, 4, 5, Duration.ofSeconds(6), 7));
    config.finish();
  }

  @Test
  void refusesWhatMakesNoSense() {
    ConfigReader config = new ConfigReader("like", Map.of("TWITE_LIKE_LANES", "0"));
    LikeConfig.from(config);
    assertThatThrownBy(config::finish)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("TWITE_LIKE_LANES");
  }
}
