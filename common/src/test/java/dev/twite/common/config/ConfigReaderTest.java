package dev.twite.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {
  @Test
  void serviceVariableWinsOverSharedOne() {
    ConfigReader config =
        new ConfigReader("tweet", Map.of("TWITE_REDIS_POOL", "7", "TWITE_TWEET_REDIS_POOL", "9"));
    assertThat(config.integer("REDIS_POOL", 1, 1, 100, "connections")).isEqualTo(9);
    config.finish();
  }

  @Test
  void allFaultsAreReportedAtOnceWithTheFix() {
    ConfigReader config =
        new ConfigReader(
            "tweet",
            Map.of(
                "TWITE_POOL", "many",
                "TWITE_WAIT", "5 parsecs",
                "TWITE_URL", "ftp://example.org",
                "TWITE_TWEET_POLL", "1"));
    assertThat(config.integer("POOL", 4, 1, 10, "connections")).isEqualTo(4);
    assertThat(config.duration("WAIT", Duration.ofSeconds(1), "a wait"))
        .isEqualTo(Duration.ofSeconds(1));
    config.uri("URL", Set.of("https"), "a link");
    config.required("NAME", "what it is called");
    assertThatThrownBy(config::finish)
        .isInstanceOfSatisfying(
            ConfigException.class, thrown -> assertThat(thrown.faults()).hasSize(5))
        .hasMessageContaining("TWITE_POOL: 'many' is not a whole number")
        .hasMessageContaining("TWITE_WAIT")
        .hasMessageContaining("TWITE_URL: not a URL with scheme https")
        .hasMessageContaining("TWITE_NAME: missing; set it to what it is called")
        .hasMessageContaining("TWITE_TWEET_POLL: unknown; did you mean TWITE_TWEET_POOL?");
  }

  @Test
  void shortRegularAndExampleSecretsAreRefused_S21() {
    for (String bad :
        new String[] {
          "short",
          "changeme-changeme-changeme-changeme-changeme",
          "a".repeat(64),
          "abababababababababababababababababab"
        }) {
      ConfigReader config = new ConfigReader("auth", Map.of("TWITE_SERVICE_SECRET", bad));
      config.secret("SERVICE_SECRET", "a key");
      assertThatThrownBy(config::finish)
          .as("secret '%s'", bad)
          .hasMessageContaining("openssl rand");
    }
  }

  @Test
  void keysSayWhatThePageNeeds() {
    ConfigReader config = new ConfigReader("tweet", Map.of());
    config.duration("LIFE", Duration.ofMinutes(15), "a life");
    config.duration("KEPT", Duration.ofDays(30), "a stay");
    config.duration("WAIT", Duration.ofMillis(1_500), "a wait");
    config.integer("POOL", 4, 1, 10, "connections");
    config.optionalPassword("PASSWORD", "a password");
    config.integer("THREADS", 3, 1, 64, "threads");
    config.derived("THREADS", "one a core");
    config.secret("KEY", "a key");
    assertThat(config.keys())
        .extracting(ConfigKey::name, key -> key.fallback().orElse("required"))
        .containsExactly(
            tuple("TWITE_LIFE", "15m"),
            tuple("TWITE_KEPT", "30d"),
            tuple("TWITE_WAIT", "1500ms"),
            tuple("TWITE_POOL", "4"),
            tuple("TWITE_PASSWORD", ""),
            tuple("TWITE_THREADS", "one a core"),
            tuple("TWITE_KEY", "required"));
    assertThat(config.keys()).filteredOn(key -> key.form().kind() == Form.Kind.SECRET).hasSize(2);
    assertThat(config.keys().get(3).form().allowed()).isEqualTo("1 to 10");
  }

  @Test
  void secretsAreNotShown() {
    Secret secret = new Secret("hush-hush");
    assertThat(secret.toString()).doesNotContain("hush");
  }
}
