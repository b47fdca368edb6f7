package dev.twite.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.config.ConfigException;
import dev.twite.common.config.ConfigReader;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnalyticsConfigTest {
  @Test
  void hasDefaults() {
    ConfigReader reader =
        new ConfigReader("analytics", Map.of("TWITE_KAFKA_BOOTSTRAP", "localhost:9092"));
    AnalyticsConfig config = AnalyticsConfig.from(reader);
    reader.finish();
    assertThat(config)
        .isEqualTo(new AnalyticsConfig(Duration.ofDays(400), Duration.ofSeconds(1), 5_000));
  }

  @Test
  void rowsHaveToOutliveTheRecordsThatTheyCameFrom() {
    ConfigReader reader =
        new ConfigReader(
            "analytics",
            Map.of(
                "TWITE_KAFKA_BOOTSTRAP", "localhost:9092",
                "TWITE_KAFKA_RETENTION", "30d",
                "TWITE_ANALYTICS_RETENTION", "30d",
                "TWITE_ANALYTICS_LINGER", "50ms",
                "TWITE_ANALYTICS_BATCH", "7"));
    assertThat(AnalyticsConfig.from(reader))
        .isEqualTo(new AnalyticsConfig(Duration.ofDays(30), Duration.ofMillis(50), 7));
    assertThatThrownBy(reader::finish)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("RETENTION");
  }

  @Test
  void aBatchThatWouldWaitOrGrowTooLongIsNamed() {
    ConfigReader reader =
        new ConfigReader(
            "analytics",
            Map.of(
                "TWITE_KAFKA_BOOTSTRAP", "localhost:9092",
                "TWITE_ANALYTICS_LINGER", "11s",
                "TWITE_ANALYTICS_BATCH", "20001"));
    assertThat(AnalyticsConfig.from(reader).retention()).isEqualTo(Duration.ofDays(400));
    assertThatThrownBy(reader::finish)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("LINGER: is more than 10s")
        .hasMessageContaining("BATCH");
  }
}
