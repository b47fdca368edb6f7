package dev.twite.auth.password;

import dev.twite.common.error.Checks;

/** What may be a password: 8 to 256 characters (code points) of any kind but NUL. */
public final class PasswordRules {
  private static final int MAX = 256;
  private static final int MIN = 8;

  private PasswordRules() {}

  /** A password to set. */
  public static Checks checkNew(Checks checks, String field, String password) {
    return checks.text(field, password, MIN, MAX);
  }

  /** A password to compare: anything that could be one, so that old rules stay out of the way. */
  public static Checks checkGiven(Checks checks, String field, String password) {
    return checks.text(field, password, 1, MAX);
  }
}
