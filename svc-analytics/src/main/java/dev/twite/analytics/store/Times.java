package dev.twite.analytics.store;

import java.math.BigDecimal;

/** Moments as ClickHouse reads them. */
final class Times {
  // ClickHouse's DateTime, which buckets are of, ends in 2106.
  private static final long LATEST_MS = 0xFFFF_FFFFL * 1_000;

  private Times() {}

  /** For a column of DateTime64(3): seconds with three digits. */
  static BigDecimal seconds(long ms) {
    return BigDecimal.valueOf(Math.clamp(ms, 0, LATEST_MS), 3);
  }
}
