package dev.twite.analytics.store;

import dev.twite.analytics.Span;
import dev.twite.proto.analytics.v1.Bucket;

/**
 * Bucket and condition of a question, written exactly as in the projections: a question that is
 * worded otherwise would be answered from the rows, slowly.
 */
final class Buckets {
  private Buckets() {}

  static String of(Bucket bucket) {
    return bucket == Bucket.HOUR ? "toStartOfHour(at)" : "toStartOfDay(at)";
  }

  static String of(Span span) {
    return of(span.bucket());
  }

  /** Seconds since 1970 are whole numbers of ours: nothing to escape. */
  static String within(Span span) {
    return within(span.bucket(), span.fromSeconds(), span.toSeconds());
  }

  static String within(Bucket bucket, long fromSeconds, long toSeconds) {
    String start = of(bucket);
    return "%s >= toDateTime(%d, 'UTC') AND %s < toDateTime(%d, 'UTC')"
        .formatted(start, fromSeconds, start, toSeconds);
  }
}
