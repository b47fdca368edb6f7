package dev.twite.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret handed to a client: 256 random bits as base64url. Only its SHA-256 is kept; with that
 * much chance in it, a slow hash would add nothing.
 */
public final class OpaqueToken {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private final String text;

  private OpaqueToken(String text) {
    this.text = text;
  }

  public static OpaqueToken random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new OpaqueToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** What is kept of a token, whatever a client has sent as one. */
  public static byte[] hashOf(String text) {
    return Hashing.sha256().hashString(text, UTF_8).asBytes();
  }

  public byte[] hash() {
    return hashOf(text);
  }

  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "[token]";
  }
}
