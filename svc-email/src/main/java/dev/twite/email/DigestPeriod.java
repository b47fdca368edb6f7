package dev.twite.email;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** How often an account gets what it missed. */
public enum DigestPeriod {
  OFF,
  DAILY,
  WEEKLY;

  /**
   * The first digest after {@code now}: each day, or each Monday, in the hour given. Within the
   * hour the account's id says the minute, so that not everybody's are due at once.
   *
   * @param hour UTC
   */
  public Instant next(Instant now, int hour, long userId) {
    ZonedDateTime slot =
        now.atZone(ZoneOffset.UTC)
            .truncatedTo(ChronoUnit.DAYS)
            .plusHours(hour)
            .plusMinutes(Long.remainderUnsigned(userId, 60));
    return switch (this) {
      case OFF -> throw new IllegalStateException("No digest is due");
      case DAILY -> (slot.toInstant().isAfter(now) ? slot : slot.plusDays(1)).toInstant();
      case WEEKLY -> {
        ZonedDateTime monday = slot.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        yield (monday.toInstant().isAfter(now) ? monday : monday.plusWeeks(1)).toInstant();
      }
    };
  }
}
