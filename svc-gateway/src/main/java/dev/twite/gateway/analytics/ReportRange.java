package dev.twite.gateway.analytics;

import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Request;
import dev.twite.proto.analytics.v1.Bucket;
import dev.twite.proto.analytics.v1.ReportRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The query members {@code from}, {@code to} and {@code bucket} of every report. */
public final class ReportRange {
  private ReportRange() {}

  /**
   * @throws TwiteException INVALID_REQUEST naming the member
   */
  public static ReportRequest of(Request request) {
    return ReportRequest.newBuilder()
        .setFromMs(moment(request, "from"))
        .setToMs(moment(request, "to"))
        .setBucket(bucket(request))
        .build();
  }

  /** A date is its first moment in UTC. 0 = not given. */
  private static long moment(Request request, String member) {
    String text = request.query(member).orElse("");
    if (text.isEmpty()) {
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

  private static Bucket bucket(Request request) {
    return switch (request.query("bucket").orElse("day")) {
      case "day" -> Bucket.DAY;
      case "hour" -> Bucket.HOUR;
      default -> throw TwiteException.invalid("bucket", "invalid_value", "Is neither day nor hour");
    };
  }
}
