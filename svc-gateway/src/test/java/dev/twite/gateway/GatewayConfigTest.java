package dev.twite.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.config.ConfigException;
import dev.twite.common.config.ConfigReader;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {
  @Test
  void defaultsAreThoseOfTheReference() {
    GatewayConfig config = GatewayConfig.from(new ConfigReader("gateway", Map.of()));
    assertThat(config.tokens().issuer()).isEqualTo("twite");
    assertThat(config.tokens().keyRefresh()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void everyFaultIsNamedAtOnce() {
    ConfigReader reader =
        new ConfigReader(
            "gateway",
            Map.of(
                "TWITE_REDIS_URL", "redis://127.0.0.1:1/0",
                "TWITE_GATEWAY_CORS_ORIGINS", "*",
                "TWITE_LIMITS", "lax",
                "TWITE_GATEWAY_KEY_REFRESH", "9",
                "TWITE_GATEWAY_LIMIT_DEADLIME", "9ms"));
    assertThat(new GatewaySpec().module(reader)).isNotNull();
    assertThatThrownBy(reader::finish)
        .isInstanceOfSatisfying(
            ConfigException.class, thrown -> assertThat(thrown.faults()).hasSize(4))
        .hasMessageContaining("CORS_ORIGINS")
        .hasMessageContaining("'lax' is none of loopback_exempt, strict")
        .hasMessageContaining("did you mean TWITE_GATEWAY_LIMIT_DEADLINE?");
  }
}
