package dev.twite.auth.password;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.twite.auth.AuthConfig;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Password hashes: bcrypt over base64(HMAC-SHA-384(pepper, password)), 64 characters whatever the
 * password is, so nothing is cut at bcrypt's 72 bytes or at a NUL (S9, OWASP Password Storage Cheat
 * Sheet), and a stolen table is of no use without the pepper.
 */
public final class PasswordHasher {
  private static final String HMAC = "HmacSHA384";

  private final HashGate gate;
  private final int cost;
  private final SecretKeySpec pepper;
  private final String nobodys;

  @Inject
  PasswordHasher(AuthConfig config, HashGate gate) {
    this.gate = gate;
    this.cost = config.bcryptCost();
    this.pepper = new SecretKeySpec(config.pepper().bytes(), HMAC);
    this.nobodys = hashNow(UUID.randomUUID().toString());
  }

  /** A new hash, as bcrypt's modular crypt text. May throw OVERLOADED. */
  public String hash(String password) {
    return gate.run(() -> hashNow(password));
  }

  /** Whether a password is the one of a hash. May throw OVERLOADED. */
  public boolean verify(String password, String hash) {
    return gate.run(
        () -> BCrypt.verifyer().verify(reduce(password), hash.getBytes(US_ASCII)).verified);
  }

  /** Takes the time of {@link #verify} where there is no account (S10). Never right. */
  public boolean verifyNobodys(String password) {
    boolean unused = verify(password, nobodys);
    return false;
  }

  /** Whether a hash was made at another cost than configured now. */
  public boolean isOutdated(String hash) {
    return !hash.startsWith("$2a$%02d$".formatted(cost));
  }

  private String hashNow(String password) {
    return new String(BCrypt.withDefaults().hash(cost, reduce(password)), US_ASCII);
  }

  private byte[] reduce(String password) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(pepper);
      return Base64.getEncoder().encode(mac.doFinal(password.getBytes(UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("This Java lacks " + HMAC, missing);
    }
  }
}
