package dev.twite.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.ServiceIdentity;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an unsubscribe link proves: that we made it for this account and this kind of mail. It never
 * expires, since the mail doesn't either, and gives no other right. {@code <user>.<kind>.<mac>},
 * the MAC being the first 128 bits of HMAC-SHA-256, base64url.
 */
public final class UnsubscribeTokens {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,20})\\.([a-z_]{1,20})\\.([A-Za-z0-9_-]{22})");
  private static final String PURPOSE = "twite unsubscribe link v1";
  private static final int MAC_BYTES = 16;

  private final SecretKeySpec key;

  /** Whom a link belongs to, and what it ends. */
  public record Subject(long userId, Kind kind) {}

  @Inject
  UnsubscribeTokens(ServiceIdentity identity) {
    byte[] derived = hmac(new SecretKeySpec(identity.secret().bytes(), "HmacSHA256"), PURPOSE);
    this.key = new SecretKeySpec(derived, "HmacSHA256");
  }

  public String make(long userId, Kind kind) {
    String subject = Long.toUnsignedString(userId) + "." + kind.word();
    return subject + "." + mac(subject);
  }

  /**
   * @throws TwiteException TOKEN_INVALID
   */
  public Subject read(String token) {
    Matcher form = FORM.matcher(token);
    if (form.matches()) {
      String subject = form.group(1) + "." + form.group(2);
      boolean ours =
          MessageDigest.isEqual(mac(subject).getBytes(UTF_8), form.group(3).getBytes(UTF_8));
      Kind kind = Kind.ofWord(form.group(2)).filter(Kind::hasSwitch).orElse(null);
      if (ours && kind != null) {
        return new Subject(Long.parseUnsignedLong(form.group(1)), kind);
      }
    }
    throw TwiteException.of(ErrorCode.TOKEN_INVALID);
  }

  private String mac(String subject) {
    byte[] full = hmac(key, subject);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(java.util.Arrays.copyOf(full, MAC_BYTES));
  }

  private static byte[] hmac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("This Java lacks HmacSHA256", missing);
    }
  }
}
