package dev.twite.auth;

import dev.twite.common.error.Checks;
import java.util.regex.Pattern;

/**
 * What may be an e-mail address: something before the at sign, a name with a dot after it, and
 * nothing that could end a header. Whether it exists, the verification mail tells.
 */
final class EmailRules {
  /** RFC 5321, 4.5.3.1.3 less the angle brackets. */
  private static final int MAX = 254;

  private static final Pattern FORM =
      Pattern.compile(
          "[^\\s\\p{Cntrl}@<>()\\[\\]\\\\,;:\"]{1,64}@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.)+"
              + "[\\p{L}][\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}]");

  private EmailRules() {}

  static Checks check(Checks checks, String email) {
    String text = email.strip();
    if (text.isEmpty() || text.length() > MAX) {
      return checks.text("email", text, 1, MAX);
    }
    return checks.form("email", text, FORM, "give an address such as name@example.org");
  }
}
