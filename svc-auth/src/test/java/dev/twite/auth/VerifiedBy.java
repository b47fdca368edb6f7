package dev.twite.auth;

import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
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
import java.util.Base64;
import java.util.List;

/** Checks a signature with nothing but the published keys, as a stranger would. */
final class VerifiedBy {
  private VerifiedBy() {}

  static void keySet(DecodedJWT token, List<Key> keys) {
    Key key =
        keys.stream()
            .filter(candidate -> candidate.getKid().equals(token.getKeyId()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("The token's key is not published"));
    Algorithm.ECDSA256(publicKey(key), null).verify(token);
  }

  private static ECPublicKey publicKey(Key key) {
    try {
      AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
      curve.init(new ECGenParameterSpec("secp256r1"));
      ECPoint point = new ECPoint(number(key.getX()), number(key.getY()));
      return (ECPublicKey)
          KeyFactory.getInstance("EC")
              .generatePublic(
                  new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static BigInteger number(String base64url) {
    byte[] bytes = Base64.getUrlDecoder().decode(base64url);
    if (bytes.length != 32) {
      throw new AssertionError("A coordinate of P-256 has 32 bytes, not " + bytes.length);
    }
    return new BigInteger(1, bytes);
  }
}
