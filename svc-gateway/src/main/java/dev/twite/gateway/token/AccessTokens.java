package dev.twite.gateway.token;

import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.exceptions.TokenExpiredException;
import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Json;
import dev.twite.common.identity.Role;
import dev.twite.common.identity.User;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;

/**
 * Checks access tokens (JWTs by the profile of RFC 9068): signature, issuer, audience, times and
 * claims. Does not know whether the session is still alive; {@link Sessions} does.
 *
 * <p>A token that held is remembered by its hash until it or its key ends: the signature costs a
 * tenth of a millisecond and a client sends the same token a thousand times.
 */
public final class AccessTokens {
  private static final int MAX_LENGTH = 4096;
  private static final int CACHED = 50_000;
  private static final Duration CACHED_FOR = Duration.ofMinutes(15);

  private final KeySet keys;
  private final Clock clock;
  private final Cache<HashCode, Verified> verified =
      Caffeine.newBuilder().maximumSize(CACHED).expireAfterWrite(CACHED_FOR).build();

  @Inject
  AccessTokens(KeySet keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Who the token stands for.
   *
   * @throws TwiteException TOKEN_INVALID, TOKEN_EXPIRED; UNAVAILABLE before the first key came
   */
  User verify(String token) {
    if (token.length() > MAX_LENGTH) {
      throw invalid();
    }
    HashCode hash = Hashing.sha256().hashString(token, StandardCharsets.UTF_8);
    Verified known = verified.getIfPresent(hash);
    if (known == null) {
      known = check(token);
      verified.put(hash, known);
    }
    if (!clock.instant().isBefore(known.expires())) {
      throw TwiteException.of(ErrorCode.TOKEN_EXPIRED);
    }
    if (keys.find(known.kid()).isEmpty()) {
      throw invalid();
    }
    return known.user();
  }

  private Verified check(String token) {
    Header header = headerOf(token);
    if (!"ES256".equals(header.alg())
        || !"at+jwt".equalsIgnoreCase(header.typ())
        || header.kid() == null) {
      throw invalid();
    }
    try {
      DecodedJWT jwt = keys.require(header.kid()).verifier().verify(token);
      User user =
          new User(
              number(jwt.getClaim("sub")),
              number(jwt.getClaim("sid")),
              Role.valueOf(jwt.getClaim("role").asString().toUpperCase(Locale.ROOT)));
      if (jwt.getExpiresAtAsInstant() == null) {
        // "exp": null counts as present.
        throw invalid();
      }
      return new Verified(header.kid(), user, jwt.getExpiresAtAsInstant());
    } catch (TokenExpiredException expired) {
      throw TwiteException.of(ErrorCode.TOKEN_EXPIRED);
    } catch (JWTVerificationException | IllegalArgumentException | NullPointerException refused) {
      throw invalid();
    }
  }

  // Read strictly: any member but these three (jwk, jku, x5u, crit, …) refuses the token.
  private static Header headerOf(String token) {
    int end = token.indexOf('.');
    if (end < 0) {
      throw invalid();
    }
    try {
      return Json.read(Base64.getUrlDecoder().decode(token.substring(0, end)), Header.class);
    } catch (IllegalArgumentException | TwiteException malformed) {
      throw invalid();
    }
  }

  private static long number(Claim claim) {
    String text = claim.asString();
    long number = text == null ? claim.asLong() : Long.parseLong(text);
    if (number <= 0) {
      throw new IllegalArgumentException("An id is positive");
    }
    return number;
  }

  private static TwiteException invalid() {
    return TwiteException.of(ErrorCode.TOKEN_INVALID);
  }

  private record Header(String alg, String typ, String kid) {}

  private record Verified(String kid, User user, Instant expires) {}
}
