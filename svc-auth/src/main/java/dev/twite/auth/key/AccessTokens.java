package dev.twite.auth.key;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import dev.twite.auth.AuthConfig;
import dev.twite.auth.store.SessionRow;
import dev.twite.auth.store.UserRow;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/**
 * Issues access tokens: ES256 JWTs of type {@code at+jwt} (RFC 9068) for audience {@value
 * #AUDIENCE}, with {@code sub} the user's id as text, {@code sid} the session's as a number and
 * {@code role} a name of {@link dev.twite.common.identity.Role}.
 */
public final class AccessTokens {
  static final String AUDIENCE = "twite-api";

  private final SigningKeys keys;
  private final String issuer;
  private final Duration life;
  private final Clock clock;

  @Inject
  AccessTokens(SigningKeys keys, AuthConfig config, Clock clock) {
    this.keys = keys;
    this.issuer = config.issuer();
    this.life = config.accessLife();
    this.clock = clock;
  }

  /** A token of that session; it ends no later than the session does. */
  public AccessToken issue(UserRow user, SessionRow session) {
    SigningKey key = keys.current();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant end = Instant.ofEpochMilli(session.expiresAtMs());
    Instant expires = now.plus(life).isAfter(end) ? end : now.plus(life);
    String text =
        JWT.create()
            .withHeader(Map.of("typ", "at+jwt"))
            .withKeyId(key.row().kid())
            .withIssuer(issuer)
            .withAudience(AUDIENCE)
            .withSubject(Long.toString(user.id()))
            .withClaim("sid", session.id())
            .withClaim("role", user.role().name())
            .withIssuedAt(now)
            .withExpiresAt(expires)
            .withJWTId(UUID.randomUUID().toString())
            .sign(Algorithm.ECDSA256(null, key.privateKey()));
    return new AccessToken(text, (int) Duration.between(now, expires).toSeconds());
  }

  /** A token and its life in seconds. */
  public record AccessToken(String text, int expiresInS) {
    @Override
    public String toString() {
      return "[access token]";
    }
  }
}
