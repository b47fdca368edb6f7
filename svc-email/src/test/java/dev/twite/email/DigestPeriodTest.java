package dev.twite.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestPeriodTest {
  @ParameterizedTest
  @CsvSource({
    // A Wednesday; user 5's minute is 5.
    "DAILY, 2026-06-03T07:00:00Z, 2026-06-03T08:05:00Z",
    "DAILY, 2026-06-03T08:04:59Z, 2026-06-03T08:05:00Z",
    "DAILY, 2026-06-03T08:05:00Z, 2026-06-04T08:05:00Z",
    "DAILY, 2026-12-31T23:59:59Z, 2027-01-01T08:05:00Z",
    "WEEKLY, 2026-06-03T07:00:00Z, 2026-06-08T08:05:00Z",
    "WEEKLY, 2026-06-08T08:04:59Z, 2026-06-08T08:05:00Z",
    "WEEKLY, 2026-06-08T08:05:00Z, 2026-06-15T08:05:00Z",
  })
  void theNextOneIsTheFirstSlotAfterNow(DigestPeriod period, Instant now, Instant next) {
    assertThat(period.next(now, 8, 65)).isEqualTo(next);
  }
}
