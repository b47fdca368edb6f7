package dev.twite.admin.panel.pages;

import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Request;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** What people type, as the services want it; empty is 0. */
final class Inputs {
  private Inputs() {}

  /** A moment of a {@code datetime-local} field, in UTC, as milliseconds. */
  static long moment(String field, String text) {
    if (text.isEmpty()) {
      return 0;
    }
    try {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeParseException malformed) {
      throw TwiteException.invalid(
          field, "invalid_format", "Is not a time such as 2026-01-31T18:00");
    }
  }

  static long id(String field, String text) {
    return text.isEmpty() ? 0 : Request.id(field, text);
  }

  /** A handle as people write it, with or without its sign. */
  static String handle(String text) {
    return text.startsWith("@") ? text.substring(1) : text;
  }
}
