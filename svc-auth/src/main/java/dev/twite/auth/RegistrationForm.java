package dev.twite.auth;

import dev.twite.auth.password.PasswordRules;
import dev.twite.common.error.Checks;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.auth.v1.RegisterRequest;
import java.util.regex.Pattern;

/** What somebody who registers has filled in, checked. */
record RegistrationForm(String handle, String email, String name, String password) {
  private static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9_]{3,15}");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
  private static final int MAX_NAME = 50;
  private static final int MAX_KEY = 255;

  /**
   * @throws TwiteException INVALID_REQUEST with every fault
   */
  static RegistrationForm of(RegisterRequest request) {
    String name = request.getName().strip();
    Checks checks = new Checks();
    if (request.getHandle().isEmpty()) {
      checks.text("handle", "", 1, 15);
    } else {
      checks.form(
          "handle", request.getHandle(), HANDLE, "give 3 to 15 letters, digits or underscores");
    }
    EmailRules.check(checks, request.getEmail());
    PasswordRules.checkNew(checks, "password", request.getPassword());
    checks
        .text("name", name, 1, MAX_NAME)
        .require(
            !CONTROL.matcher(name).find(), "name", "invalid_format", "Holds a control character")
        .text("Idempotency-Key", request.getIdempotencyKey(), 0, MAX_KEY)
        .finish();
    return new RegistrationForm(
        request.getHandle(), request.getEmail().strip(), name, request.getPassword());
  }
}
