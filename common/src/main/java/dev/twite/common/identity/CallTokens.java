package dev.twite.common.identity;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Mints and checks call tokens: HS256 JWTs that say which service calls and for whom, valid for 60
 * s at one target (S20, ASVS 13.2.1). A service believes nothing about a caller but what such a
 * token says.
 *
 * <p>Both sides cache: a token serves 20 s of calls, and a token seen before is believed until it
 * expires.
 */
public final class CallTokens {
  private static final Duration LIFE = Duration.ofSeconds(60);
  private static final Duration REUSE = Duration.ofSeconds(20);
  private static final int CACHED = 20_000;

  private final String service;
  private final Clock clock;
  private final Algorithm algorithm;
  private final JWTVerifier verifier;
  private final Cache<MintKey, String> minted;
  private final Cache<String, Verified> verified =
      Caffeine.newBuilder().maximumSize(CACHED).expireAfterWrite(LIFE).build();

  public CallTokens(ServiceIdentity identity, Clock clock) {
    this.service = identity.service();
    this.clock = clock;
    // By the clock that tokens are signed by: after it jumps, no stale one goes out.
    this.minted =
        Caffeine.newBuilder()
            .maximumSize(CACHED)
            .expireAfterWrite(REUSE)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
    this.algorithm = Algorithm.HMAC256(identity.secret().bytes());
    this.verifier =
        ((JWTVerifier.BaseVerification)
                JWT.require(algorithm).withAudience(service).withClaimPresence("exp"))
            .build(clock);
  }

  /** A token for a call to {@code target}, on behalf of {@code user} where there is one. */
  public String mint(String target, Optional<User> user) {
    return minted.get(new MintKey(target, user), this::sign);
  }

  /**
   * Who calls, by a token.
   *
   * @throws TwiteException UNAUTHENTICATED when it is forged, expired or meant for another service
   */
  public Verified verify(String token) {
    Verified known = verified.getIfPresent(token);
    if (known == null) {
      known = check(token);
      verified.put(token, known);
    }
    if (!clock.instant().isBefore(known.expires())) {
      throw TwiteException.of(ErrorCode.UNAUTHENTICATED, "The call token has expired");
    }
    return known;
  }

  private String sign(MintKey key) {
    Instant now = clock.instant();
    JWTCreator.Builder token =
        JWT.create()
            .withIssuer(service)
            .withAudience(key.target())
            .withIssuedAt(now)
            .withExpiresAt(now.plus(LIFE));
    key.user()
        .ifPresent(
            user ->
                token
                    .withSubject(Long.toString(user.id()))
                    .withClaim("sid", user.sessionId())
                    .withClaim("role", user.role().name()));
    return token.sign(algorithm);
  }

  private Verified check(String token) {
    try {
      DecodedJWT jwt = verifier.verify(token);
      Optional<User> user =
          Optional.ofNullable(jwt.getSubject())
              .map(
                  id ->
                      new User(
                          Long.parseLong(id),
                          jwt.getClaim("sid").asLong(),
                          Role.valueOf(jwt.getClaim("role").asString())));
      return new Verified(jwt.getIssuer(), user, jwt.getExpiresAtAsInstant());
    } catch (JWTVerificationException | IllegalArgumentException refused) {
      throw TwiteException.of(ErrorCode.UNAUTHENTICATED, "The call token is not valid", refused);
    }
  }

  /** What a token says. */
  public record Verified(String service, Optional<User> user, Instant expires) {}

  private record MintKey(String target, Optional<User> user) {}
}
