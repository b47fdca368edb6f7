package dev.twite.gateway.token;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import dev.twite.proto.auth.v1.Key;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;

/**
 * A public key of svc-auth and the check made with it. The algorithm is fixed here: a token has no
 * say in it (RFC 8725, 3.1).
 *
 * @param key as svc-auth published it
 * @param verifier ES256 under this key, our issuer and audience, exp, nbf and iat
 */
record VerifyingKey(Key key, JWTVerifier verifier) {
  static final String AUDIENCE = "twite-api";
  // Clocks of two machines differ a little; an expiry is never stretched.
  private static final long SKEW_SECONDS = 5;

  static VerifyingKey of(Key key, String issuer, Clock clock) throws GeneralSecurityException {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    ECPoint point = new ECPoint(coordinate(key.getX()), coordinate(key.getY()));
    ECPublicKey publicKey =
        (ECPublicKey)
            KeyFactory.getInstance("EC")
                .generatePublic(
                    new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
    JWTVerifier verifier =
        ((JWTVerifier.BaseVerification)
                JWT.require(Algorithm.ECDSA256(publicKey, null))
                    .withIssuer(issuer)
                    .withAudience(AUDIENCE)
                    .withClaimPresence("exp")
                    .withClaimPresence("iat")
                    .withClaimPresence("sub")
                    .withClaimPresence("sid")
                    .withClaimPresence("role")
                    .acceptNotBefore(SKEW_SECONDS)
                    .acceptIssuedAt(SKEW_SECONDS))
            .build(clock);
    return new VerifyingKey(key, verifier);
  }

  boolean isValidAt(Instant now) {
    return key.getNotAfterMs() == 0 || now.toEpochMilli() < key.getNotAfterMs();
  }

  private static BigInteger coordinate(String base64) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
  }
}
