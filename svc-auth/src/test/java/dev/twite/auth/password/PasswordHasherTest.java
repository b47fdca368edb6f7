package dev.twite.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.auth.AuthConfig;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.metrics.Metrics;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {
  private static final String PEPPER = "a pepper for tests, 32 bytes long at least";

  private final HashGate gate = new HashGate(new Metrics("auth"));
  private final PasswordHasher hasher = hasher(PEPPER, 4);

  @AfterEach
  void stop() {
    gate.stop();
  }

  @Test
  void twoPasswordsThatShare72BytesDiffer_S9() {
    String shared = "x".repeat(72);
    String hash = hasher.hash(shared + "a");

    assertThat(hasher.verify(shared + "a", hash)).isTrue();
    assertThat(hasher.verify(shared + "b", hash)).isFalse();
    assertThat(hasher.verify(shared, hash)).isFalse();
  }

  @Test
  void sixtyFourEmojiAreAPassword_S9() {
    String emoji = "🐦".repeat(64);
    String hash = hasher.hash(emoji);

    assertThat(hasher.verify(emoji, hash)).isTrue();
    assertThat(hasher.verify("🐦".repeat(63), hash)).isFalse();
    assertThat(hasher.verify("🐦".repeat(63) + "🐧", hash)).isFalse();
  }

  @Test
  void nothingEndsAtANul_S9() {
    String hash = hasher.hash("before\0after");

    assertThat(hasher.verify("before\0other", hash)).isFalse();
    assertThat(hasher.verify("before", hash)).isFalse();
  }

  @Test
  void aHashIsOfNoUseWithoutThePepper() {
    String hash = hasher.hash("a password");

    assertThat(
            hasher("another pepper for tests, as long as it must be", 4).verify("a password", hash))
        .isFalse();
  }

  @Test
  void equalPasswordsHaveUnequalHashes() {
    assertThat(hasher.hash("a password")).isNotEqualTo(hasher.hash("a password"));
  }

  @Test
  void knowsAHashOfAnotherCost() {
    String cheap = hasher.hash("a password");

    assertThat(hasher.isOutdated(cheap)).isFalse();
    PasswordHasher dearer = hasher(PEPPER, 5);
    assertThat(dearer.isOutdated(cheap)).isTrue();
    assertThat(dearer.verify("a password", cheap)).isTrue();
  }

  @Test
  void nobodysPasswordIsNeverRight() {
    assertThat(hasher.verifyNobodys("a password")).isFalse();
  }

  private PasswordHasher hasher(String pepper, int cost) {
    ConfigReader config =
        new ConfigReader(
            "auth",
            Map.of("TWITE_PASSWORD_PEPPER", pepper, "TWITE_BCRYPT_COST", Integer.toString(cost)));
    AuthConfig read = AuthConfig.from(config);
    config.finish();
    return new PasswordHasher(read, gate);
  }
}
