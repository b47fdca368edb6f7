package dev.twite.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void secretsAreNotShown() {
    Secret secret = new Secret("hush-hush");
    assertThat(secret.toString()).doesNotContain("hush");
  }
}
