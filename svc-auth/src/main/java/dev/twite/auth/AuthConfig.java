package dev.twite.auth;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.config.Secret;
import java.time.Duration;

/**
 * @param issuer claim {@code iss} of access tokens
 * @param accessLife life of an access token
 * @param sessionIdle a session ends when it was not refreshed for so long
 * @param sessionLife a session ends at this age in any case
 * @param keyRotation how long a key signs
 * @param keyAhead how long before its first signature a key is published
 * @param bcryptCost logarithm of the rounds
 * @param pepper key of the HMAC under every password hash
 * @param resetLife life of a password reset link
 * @param verifyLife life of an address verification link
 */
public record AuthConfig(
    String issuer,
    Duration accessLife,
    Duration sessionIdle,
    Duration sessionLife,
    Duration keyRotation,
    Duration keyAhead,
    int bcryptCost,
    Secret pepper,
    Duration resetLife,
    Duration verifyLife) {
  public static AuthConfig from(ConfigReader config) {
    AuthConfig read =
        new AuthConfig(
            config.string("TOKEN_ISSUER", "twite", "the issuer of access tokens"),
            config.duration(
                "ACCESS_TOKEN_LIFE",
                Duration.ofMinutes(15),
                "the life of an access token, 10s to 1h"),
            config.duration(
                "SESSION_IDLE",
                Duration.ofDays(30),
                "the time without a refresh that ends a session; at least an access token's life"),
            config.duration(
                "SESSION_LIFE",
                Duration.ofDays(90),
                "the longest life of a session; at least SESSION_IDLE"),
            config.duration(
                "KEY_ROTATION",
                Duration.ofDays(30),
                "the time for which a key signs tokens; at least twice KEY_AHEAD and"
                    + " ACCESS_TOKEN_LIFE"),
            config.duration(
                "KEY_AHEAD",
                Duration.ofHours(1),
                "the time for which a key is published before it signs, at least 1m"),
            config.integer(
                "BCRYPT_COST",
                10,
                4,
                15,
                "the cost of a password hash: each one more doubles its time"),
            config.secret(
                "PASSWORD_PEPPER",
                "the key under every password hash; a new one makes every password wrong"),
            config.duration(
                "RESET_TOKEN_LIFE", Duration.ofHours(1), "the life of a password reset link"),
            config.duration(
                "VERIFY_TOKEN_LIFE",
                Duration.ofDays(3),
                "the life of an e-mail verification link"));
    read.check(config);
    return read;
  }

  private void check(ConfigReader config) {
    if (accessLife.compareTo(Duration.ofSeconds(10)) < 0
        || accessLife.compareTo(Duration.ofHours(1)) > 0) {
      config.fault("ACCESS_TOKEN_LIFE", "must be from 10s to 1h");
    }
    if (sessionIdle.compareTo(accessLife) < 0 || sessionLife.compareTo(sessionIdle) < 0) {
      config.fault(
          "SESSION_LIFE", "must be at least SESSION_IDLE, and that at least a token's life");
    }
    if (keyAhead.compareTo(Duration.ofMinutes(1)) < 0) {
      // Verifiers fetch the key set that often.
      config.fault("KEY_AHEAD", "must be at least 1m");
    }
    if (keyRotation.compareTo(keyAhead.plus(accessLife).multipliedBy(2)) < 0) {
      config.fault("KEY_ROTATION", "must be at least twice KEY_AHEAD and ACCESS_TOKEN_LIFE");
    }
    if (!resetLife.isPositive() || !verifyLife.isPositive()) {
      config.fault("RESET_TOKEN_LIFE", "and VERIFY_TOKEN_LIFE must be positive");
    }
  }
}
