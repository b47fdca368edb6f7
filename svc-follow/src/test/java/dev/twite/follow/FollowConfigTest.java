package dev.twite.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.config.ConfigException;
import dev.twite.common.config.ConfigReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FollowConfigTest {
  @Test
  void hasDefaults() {
    assertThat(FollowConfig.from(new ConfigReader("follow", Map.of())))
        .isEqualTo(new FollowConfig(10_000, 7_500));
  }

  @Test
  void readsItsOwnVariables() {
    ConfigReader config =
        new ConfigReader(
            "follow", Map.of("TWITE_FOLLOW_BIG_AUTHOR", "50", "TWITE_FOLLOW_LIMIT", "60"));
    assertThat(FollowConfig.from(config)).isEqualTo(new FollowConfig(50, 60));
    config.finish();
  }

  @Test
  void refusesWhatMakesNoSense() {
    ConfigReader config = new ConfigReader("follow", Map.of("TWITE_FOLLOW_LIMIT", "0"));
    FollowConfig.from(config);
    assertThatThrownBy(config::finish)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("TWITE_FOLLOW_LIMIT");
  }
}
