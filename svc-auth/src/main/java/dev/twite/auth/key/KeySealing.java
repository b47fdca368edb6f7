package dev.twite.auth.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.twite.auth.store.SigningKeyRow;
import dev.twite.common.identity.Sealer;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** Makes P-256 keys and keeps their private half sealed: a dump of the database signs nothing. */
public final class KeySealing {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final int COORDINATE_BYTES = 32;

  private final Sealer sealer;

  @Inject
  KeySealing(Sealer sealer) {
    this.sealer = sealer;
  }

  /** A new key that signs from then on. */
  SigningKeyRow make(long signsFromMs) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      ECPublicKey point = (ECPublicKey) pair.getPublic();
      String x = coordinate(point.getW().getAffineX());
      String y = coordinate(point.getW().getAffineY());
      String pkcs8 = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
      return new SigningKeyRow(
          thumbprint(x, y), x, y, sealer.seal(pkcs8), signsFromMs, Optional.empty());
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("This Java lacks P-256", missing);
    }
  }

  /**
   * Opens a key.
   *
   * @throws IllegalStateException when it was sealed under another service secret
   */
  SigningKey open(SigningKeyRow row) {
    try {
      byte[] pkcs8 = Base64.getDecoder().decode(sealer.open(row.sealedPrivate()));
      return new SigningKey(
          row,
          (ECPrivateKey)
              KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    } catch (IllegalStateException otherSecret) {
      throw new IllegalStateException(
          "Signing key "
              + row.kid()
              + " does not open: it was sealed under another TWITE_SERVICE_SECRET. Set that one"
              + " again, or remove the row from signing_keys (its tokens are refused then)",
          otherSecret);
    } catch (GeneralSecurityException damaged) {
      throw new IllegalStateException("Signing key " + row.kid() + " is damaged", damaged);
    }
  }

  // RFC 7638: SHA-256 over the required members in alphabetical order.
  private static String thumbprint(String x, String y) throws GeneralSecurityException {
    String json = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}".formatted(x, y);
    return BASE64URL.encodeToString(
        MessageDigest.getInstance("SHA-256").digest(json.getBytes(US_ASCII)));
  }

  // RFC 7518, 6.2.1.2: the full width of the field, leading zeros kept.
  private static String coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] full = new byte[COORDINATE_BYTES];
    int length = Math.min(bytes.length, COORDINATE_BYTES);
    System.arraycopy(bytes, bytes.length - length, full, COORDINATE_BYTES - length, length);
    return BASE64URL.encodeToString(full);
  }
}
