package dev.twite.bench.race;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.auth0.jwt.interfaces.JWTVerifier;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Checks access tokens against Twite's public keys as the gateway does: ES256, and a token that
 * held is remembered by its hash.
 */
final class FloorTokens {
  private static final int REMEMBERED = 50_000;

  private final Map<String, JWTVerifier> verifiers = new HashMap<>();
  private final Cache<HashCode, DecodedJWT> verified =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /**
   * @param keySet as {@code /.well-known/jwks.json} has it
   */
  FloorTokens(String keySet) throws IOException, GeneralSecurityException {
    for (JsonNode key : new ObjectMapper().readTree(keySet).path("keys")) {
      AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
      curve.init(new ECGenParameterSpec("secp256r1"));
      ECPoint point = new ECPoint(number(key.path("x").asText()), number(key.path("y").asText()));
      ECPublicKeySpec spec =
          new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class));
      ECPublicKey publicKey = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
      verifiers.put(
          key.path("kid").asText(), JWT.require(Algorithm.ECDSA256(publicKey, null)).build());
    }
  }

  /**
   * The user's id.
   *
   * @throws RuntimeException when the token does not hold
   */
  String userOf(String token) {
    HashCode hash = Hashing.sha256().hashString(token, StandardCharsets.UTF_8);
    DecodedJWT known = verified.getIfPresent(hash);
    if (known == null) {
      known = check(token);
      verified.put(hash, known);
    }
    if (Instant.now().isAfter(known.getExpiresAtAsInstant())) {
      throw new IllegalArgumentException("The token has expired");
    }
    return known.getSubject();
  }

  /** The same without remembering: a signature a request. */
  String userOfChecked(String token) {
    return check(token).getSubject();
  }

  private DecodedJWT check(String token) {
    JWTVerifier verifier = verifiers.get(JWT.decode(token).getKeyId());
    if (verifier == null) {
      throw new IllegalArgumentException("The token's key is not known");
    }
    return verifier.verify(token);
  }

  private static BigInteger number(String base64) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
  }
}
