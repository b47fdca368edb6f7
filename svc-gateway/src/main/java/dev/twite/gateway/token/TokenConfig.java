package dev.twite.gateway.token;

import dev.twite.common.config.ConfigReader;
import java.time.Duration;

/**
 * @param issuer the {@code iss} that access tokens must have
 * @param keyRefresh time between two fetches of the key set; a key withdrawn without notice is
 *     refused after twice this at the latest
 */
public record TokenConfig(String issuer, Duration keyRefresh) {
  public static TokenConfig from(ConfigReader config) {
    return new TokenConfig(
        config.string("TOKEN_ISSUER", "twite", "the issuer of access tokens"),
        config.duration(
            "KEY_REFRESH",
            Duration.ofSeconds(20),
            "the time between two fetches of the keys that verify access tokens"));
  }
}
