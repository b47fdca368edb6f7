package dev.twite.common.error;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Checks an input field by field and reports all faults at once. */
public final class Checks {
  private final List<FieldError> faults = new ArrayList<>();

  /** Notes a fault unless {@code holds}. */
  public Checks require(boolean holds, String field, String code, String detail) {
    if (!holds) {
      faults.add(new FieldError(field, code, detail));
    }
    return this;
  }

  /** A text that is there; its length is for whoever owns it to judge. */
  public Checks present(String field, String value) {
    if (value == null) {
      return require(false, field, "required", "Missing");
    }
    return require(
        isStorable(value), field, "invalid_format", "Holds a NUL or half of a surrogate pair");
  }

  /** A text of {@code min} to {@code max} code points; null counts as missing. */
  public Checks text(String field, String value, int min, int max) {
    if (value == null || (value.isEmpty() && min > 0)) {
      return require(
          false, field, "required", "Missing; give " + min + " to " + max + " characters");
    }
    int length = value.codePointCount(0, value.length());
    require(
        length >= min,
        field,
        "too_short",
        "Has " + length + " characters, at least " + min + " are needed");
    require(
        length <= max,
        field,
        "too_long",
        "Has " + length + " characters, at most " + max + " are allowed");
    return require(
        isStorable(value), field, "invalid_format", "Holds a NUL or half of a surrogate pair");
  }

  /** A text that matches {@code form}. */
  public Checks form(String field, String value, Pattern form, String meaning) {
    return require(
        value != null && form.matcher(value).matches(),
        field,
        "invalid_format",
        "Is not valid: " + meaning);
  }

  /**
   * @throws TwiteException INVALID_REQUEST with every fault, if there is one
   */
  public void finish() {
    if (!faults.isEmpty()) {
      throw TwiteException.invalid(faults);
    }
  }

  /** Whether PostgreSQL can keep the text: well-formed UTF-16 without NUL. */
  public static boolean isStorable(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        if (i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1))) {
          return false;
        }
        i++;
      } else if (Character.isLowSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
