package dev.twite.gateway.fake;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import dev.twite.proto.auth.v1.Key;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** Makes access tokens as svc-auth does, under a key of its own. */
public final class TokenMint {
  private final String kid;
  private final ECPublicKey publicKey;
  private final ECPrivateKey privateKey;
  private volatile long notAfterMs;

  public TokenMint(String kid) {
    this.kid = kid;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      this.publicKey = (ECPublicKey) pair.getPublic();
      this.privateKey = (ECPrivateKey) pair.getPrivate();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  public String kid() {
    return kid;
  }

  public ECPublicKey publicKey() {
    return publicKey;
  }

  public Algorithm algorithm() {
    return Algorithm.ECDSA256(publicKey, privateKey);
  }

  /** Tokens under this key are refused from then on. */
  public void retireAt(Instant time) {
    notAfterMs = time.toEpochMilli();
  }

  public Key published() {
    return Key.newBuilder()
        .setNotAfterMs(notAfterMs)
        .setKid(kid)
        .setX(coordinate(publicKey.getW().getAffineX()))
        .setY(coordinate(publicKey.getW().getAffineY()))
        .build();
  }

  /** A token that holds, to be changed by a test. */
  public JWTCreator.Builder token(long userId, long sessionId) {
    Instant now = Instant.now();
    return JWT.create()
        .withHeader(Map.of("typ", "at+jwt"))
        .withKeyId(kid)
        .withIssuer("twite")
        .withAudience("twite-api")
        .withSubject(Long.toString(userId))
        .withClaim("sid", Long.toString(sessionId))
        .withClaim("role", "user")
        .withIssuedAt(now)
        .withExpiresAt(now.plusSeconds(900));
  }

  public String sign(long userId, long sessionId) {
    return token(userId, sessionId).sign(algorithm());
  }

  private static String coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[32];
    byte[] tail = Arrays.copyOfRange(bytes, Math.max(0, bytes.length - 32), bytes.length);
    System.arraycopy(tail, 0, fixed, 32 - tail.length, tail.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
  }
}
