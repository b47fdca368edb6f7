package dev.twite.gateway.analytics;

import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Whether a report is wanted as JSON or, its rows only, as CSV. */
public enum ReportFormat {
  JSON,
  CSV;

  /**
   * {@code format} says it, or else {@code Accept}: the first kind of the two in it.
   *
   * @throws TwiteException INVALID_REQUEST naming format
   */
  public static ReportFormat of(Request request) {
    String asked = request.query("format").orElse("");
    return switch (asked) {
      case "json" -> JSON;
      case "csv" -> CSV;
      case "" -> accepted(request.header("Accept").orElse(""));
      default -> throw TwiteException.invalid("format", "invalid_value", "Is neither json nor csv");
    };
  }

  /**
   * @param report all of it, for JSON
   * @param rows records, for CSV
   */
  public <R extends Record> Response write(Object report, Class<R> type, List<R> rows) {
    Response response =
        this == CSV
            ? Response.bytes(
                "text/csv; charset=utf-8; header=present",
                Csv.of(type, rows).getBytes(StandardCharsets.UTF_8))
            : Response.ok(report);
    return response.withHeader("Vary", "Accept");
  }

  private static ReportFormat accepted(String header) {
    for (String range : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      String kind = range.split(";", -1)[0].strip();
      if (kind.equals("text/csv")) {
        return CSV;
      }
      if (kind.equals("application/json") || kind.equals("*/*")) {
        return JSON;
      }
    }
    return JSON;
  }
}
