package dev.twite.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.config.ConfigException;
import dev.twite.common.config.ConfigReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthConfigTest {
  private static final Map<String, String> LEAST =
      Map.of("TWITE_PASSWORD_PEPPER", "0123456789 a pepper for the tests 9876543210");

  @Test
  void hasDefaults() {
    AuthConfig config = read(LEAST);

    assertThat(config.issuer()).isEqualTo("twite");
    assertThat(config.accessLife()).isEqualTo(Duration.ofMinutes(15));
    assertThat(config.sessionIdle()).isEqualTo(Duration.ofDays(30));
    assertThat(config.sessionLife()).isEqualTo(Duration.ofDays(90));
    assertThat(config.keyRotation()).isEqualTo(Duration.ofDays(30));
    assertThat(config.keyAhead()).isEqualTo(Duration.ofHours(1));
    assertThat(config.bcryptCost()).isEqualTo(10);
  }

  @Test
  void readsEverySetting() {
    Map<String, String> env = new HashMap<>(LEAST);
    env.put("TWITE_AUTH_TOKEN_ISSUER", "https://twite.example");
    env.put("TWITE_AUTH_ACCESS_TOKEN_LIFE", "5m");
    env.put("TWITE_AUTH_SESSION_IDLE", "7d");
    env.put("TWITE_AUTH_SESSION_LIFE", "14d");
    env.put("TWITE_AUTH_KEY_ROTATION", "10d");
    env.put("TWITE_AUTH_KEY_AHEAD", "2h");
    env.put("TWITE_AUTH_BCRYPT_COST", "12");
    env.put("TWITE_AUTH_RESET_TOKEN_LIFE", "30m");
    env.put("TWITE_AUTH_VERIFY_TOKEN_LIFE", "1d");

    AuthConfig config = read(env);

    assertThat(config)
        .isEqualTo(
            new AuthConfig(
                "https://twite.example",
                Duration.ofMinutes(5),
                Duration.ofDays(7),
                Duration.ofDays(14),
                Duration.ofDays(10),
                Duration.ofHours(2),
                12,
                config.pepper(),
                Duration.ofMinutes(30),
                Duration.ofDays(1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "changeme",
        "too short",
        "changeme-changeme-changeme-changeme",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void refusesAWeakPepper_S21(String pepper) {
    assertThatThrownBy(() -> read(Map.of("TWITE_PASSWORD_PEPPER", pepper)))
        .isInstanceOfSatisfying(
            ConfigException.class,
            refused ->
                assertThat(refused.faults())
                    .singleElement()
                    .asString()
                    .startsWith("TWITE_PASSWORD_PEPPER"));
  }

  @Test
  void refusesNoPepper_S21() {
    assertThatThrownBy(() -> read(Map.of())).hasMessageContaining("TWITE_PASSWORD_PEPPER");
  }

  @Test
  void refusesTimesThatDoNotGoTogether() {
    Map<String, String> env = new HashMap<>(LEAST);
    env.put("TWITE_ACCESS_TOKEN_LIFE", "2h");
    env.put("TWITE_SESSION_LIFE", "1d");
    env.put("TWITE_KEY_AHEAD", "10s");
    env.put("TWITE_KEY_ROTATION", "1h");
    env.put("TWITE_RESET_TOKEN_LIFE", "0s");

    assertThatThrownBy(() -> read(env))
        .isInstanceOfSatisfying(
            ConfigException.class, refused -> assertThat(refused.faults()).hasSize(5));
  }

  private static AuthConfig read(Map<String, String> env) {
    ConfigReader config = new ConfigReader("auth", env);
    AuthConfig read = AuthConfig.from(config);
    config.finish();
    return read;
  }
}
