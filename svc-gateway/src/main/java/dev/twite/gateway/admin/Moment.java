package dev.twite.gateway.admin;

import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Request;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A moment in a query or a body. */
public final class Moment {
  private Moment() {}

  /**
   * Milliseconds since 1970 of a time, or of a date's first moment in UTC; 0 = not given.
   *
   * @throws TwiteException INVALID_REQUEST naming the member
   */
  public static long of(String member, String text) {
    if (text == null || text.isEmpty()) {
      return 0;
    }
    try {
      long ms =
          text.length() == "2026-01-31".length()
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
              : OffsetDateTime.parse(text).toInstant().toEpochMilli();
      // 0 would mean: not given.
      return ms == 0 ? 1 : ms;
    } catch (DateTimeException | ArithmeticException malformed) {
      throw TwiteException.invalid(
          member,
          "invalid_format",
          "Is neither a date such as 2026-01-31 nor a time such as 2026-01-31T12:00:00Z");
    }
  }

  /** The same of a query's member. */
  public static long of(Request request, String member) {
    return of(member, request.query(member).orElse(""));
  }
}
