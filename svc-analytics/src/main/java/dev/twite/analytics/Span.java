package dev.twite.analytics;

import dev.twite.common.error.Checks;
import dev.twite.proto.analytics.v1.Bucket;
import dev.twite.proto.analytics.v1.ReportRequest;
import java.time.Duration;
import java.time.Instant;

/**
 * What a report is about: whole days or hours of UTC, in milliseconds since 1970.
 *
 * @param fromMs inclusive
 * @param toMs exclusive
 * @param bucket how wide one row is
 */
public record Span(long fromMs, long toMs, Bucket bucket) {
  private static final int MAX_DAYS = 366;
  private static final int MAX_HOURS = 31 * 24;
  private static final Duration DAYS = Duration.ofDays(28);
  private static final Duration HOURS = Duration.ofDays(2);
  // ClickHouse's DateTime ends in 2106.
  private static final long LATEST_MS = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

  /**
   * @throws dev.twite.common.error.TwiteException INVALID_REQUEST naming from, to or bucket
   */
  public static Span of(ReportRequest request, long nowMs) {
    boolean hours = request.getBucket() == Bucket.HOUR;
    long to = request.getToMs() == 0 ? nowMs : request.getToMs();
    long from =
        request.getFromMs() == 0
            ? Math.max(0, to - (hours ? HOURS : DAYS).toMillis())
            : request.getFromMs();
    new Checks()
        .require(
            request.getBucket() != Bucket.UNRECOGNIZED,
            "bucket",
            "invalid_value",
            "Is neither day nor hour")
        .require(from >= 0 && from < LATEST_MS, "from", "out_of_range", "Is not in 1970 to 2099")
        .require(to >= 0 && to < LATEST_MS, "to", "out_of_range", "Is not in 1970 to 2099")
        .finish();
    long width = width(request.getBucket());
    long first = Math.floorDiv(from, width) * width;
    long end = Math.ceilDiv(to, width) * width;
    int most = hours ? MAX_HOURS : MAX_DAYS;
    new Checks()
        .require(from < to, "from", "out_of_range", "Is not before to")
        .require(
            (end - first) / width <= most,
            "from",
            "out_of_range",
            hours ? "Is more than 31 days of hours before to" : "Is more than 366 days before to")
        .finish();
    return new Span(first, end, request.getBucket());
  }

  /** The whole days of UTC that it has to do with. */
  public Span days() {
    long day = width(Bucket.DAY);
    return new Span(Math.floorDiv(fromMs, day) * day, Math.ceilDiv(toMs, day) * day, Bucket.DAY);
  }

  /** How many rows it has. */
  public int rows() {
    return Math.toIntExact((toMs - fromMs) / width(bucket));
  }

  /** When a row begins. */
  public long timeMs(int row) {
    return fromMs + row * width(bucket);
  }

  /** In which row a moment is. */
  public int row(long ms) {
    return Math.toIntExact((ms - fromMs) / width(bucket));
  }

  public long fromSeconds() {
    return fromMs / 1000;
  }

  public long toSeconds() {
    return toMs / 1000;
  }

  private static long width(Bucket bucket) {
    return (bucket == Bucket.HOUR ? Duration.ofHours(1) : Duration.ofDays(1)).toMillis();
  }
}
