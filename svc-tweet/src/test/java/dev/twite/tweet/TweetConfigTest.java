package dev.twite.tweet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.config.ConfigReader;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TweetConfigTest {
  @Test
  void defaults() {
    assertThat(read(Map.of()))
        .isEqualTo(
            new TweetConfig(
                Duration.ofHours(1),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofMillis(500),
                200));
  }

  @Test
  void everySettingIsRead() {
    assertThat(
            read(
                Map.of(
                    "TWITE_TWEET_HOT_TTL", "5m",
                    "TWITE_TWEET_COUNTS_TTL", "1s",
                    "TWITE_TWEET_TOMBSTONE_TTL", "30s",
                    "TWITE_TWEET_PROFILE_DEADLINE", "100ms",
                    "TWITE_TWEET_BITE", "10")))
        .isEqualTo(
            new TweetConfig(
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofMillis(100),
                10));
  }

  private static TweetConfig read(Map<String, String> env) {
    ConfigReader reader = new ConfigReader("tweet", env);
    TweetConfig config = TweetConfig.from(reader);
    reader.finish();
    return config;
  }
}
