package dev.twite.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.config.ConfigException;
import dev.twite.common.config.ConfigReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SearchConfigTest {
  @Test
  void hasDefaultsForAllButItsFolder() {
    ConfigReader config = new ConfigReader("search", Map.of("TWITE_SEARCH_DIR", "/data/search"));
    assertThat(SearchConfig.from(config))
        .isEqualTo(
            new SearchConfig(
                Path.of("/data/search"),
                Optional.empty(),
                Duration.ofHours(1),
                3,
                Duration.ofSeconds(3),
                Duration.ofMillis(100),
                16,
                16,
                Duration.ofMillis(1_500),
                Duration.ofHours(1),
                Duration.ofDays(7),
                3));
    config.finish();
  }

  @Test
  void needsItsFolder() {
    ConfigReader config = new ConfigReader("search", Map.of());
    SearchConfig.from(config);
    assertThatThrownBy(config::finish)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("TWITE_SEARCH_DIR");
  }
}
