package dev.twite.logger;

import dev.twite.common.error.Checks;
import dev.twite.proto.logger.v1.QueryRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * A question about lines.
 *
 * @param fromNs inclusive, nanoseconds since 1970
 * @param toNs exclusive
 * @param limit most lines of the answer
 * @param after where the page before ended
 */
public record Search(
    LineFilter filter,
    long fromNs,
    long toNs,
    int limit,
    Optional<Cursor> after,
    boolean oldestFirst) {
  private static final long NANOS = 1_000_000;
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();
  private static final long LONGEST_MS = Duration.ofDays(30).toMillis();
  private static final long LATEST_MS = Long.MAX_VALUE / NANOS;
  private static final int DEFAULT_LIMIT = 100;
  private static final int MOST = 1_000;

  /**
   * @throws dev.twite.common.error.TwiteException INVALID_REQUEST with every fault
   */
  public static Search of(QueryRequest request, long nowMs) {
    Checks checks = new Checks();
    LineFilter filter = LineFilter.of(request.getFilter(), checks);
    // A line may be a little ahead of our clock.
    long to = request.getToMs() == 0 ? nowMs + 60_000 : request.getToMs();
    long from = request.getFromMs() == 0 ? to - HOUR_MS : request.getFromMs();
    checks.require(to > 0 && to <= LATEST_MS, "to_ms", "out_of_range", "From 1 to " + LATEST_MS);
    checks.require(
        from >= 0 && from < to, "from_ms", "out_of_range", "Not negative, and before to_ms");
    checks.require(
        from < 0 || to - from <= LONGEST_MS + 60_000,
        "from_ms",
        "out_of_range",
        "At most 30 days before to_ms");
    int limit = request.getLimit() == 0 ? DEFAULT_LIMIT : request.getLimit();
    checks.require(limit >= 1 && limit <= MOST, "limit", "out_of_range", "From 1 to " + MOST);
    Optional<Cursor> after = Optional.empty();
    if (!request.getCursor().isEmpty()) {
      after = Cursor.read(request.getCursor());
      checks.require(after.isPresent(), "cursor", "invalid_cursor", "Not one that an answer gave");
    }
    checks.finish();
    return new Search(filter, from * NANOS, to * NANOS, limit, after, request.getOldestFirst());
  }
}
