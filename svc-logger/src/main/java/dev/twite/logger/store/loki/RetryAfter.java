package dev.twite.logger.store.loki;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The pause that an answer asks for (RFC 9110, 10.2.3). */
final class RetryAfter {
  // Who asks for more is asked again all the same: it may have been a mistake.
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private RetryAfter() {}

  /** Zero where it asks for none. */
  static Duration of(HttpResponse<?> answer, Clock clock) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .map(text -> of(text, clock))
        .orElse(Duration.ZERO);
  }

  static Duration of(String text, Clock clock) {
    Duration wait;
    try {
      wait = Duration.ofSeconds(Long.parseLong(text.strip()));
    } catch (NumberFormatException notSeconds) {
      wait = until(text, clock);
    }
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }

  private static Duration until(String date, Clock clock) {
    try {
      ZonedDateTime then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Duration.between(clock.instant(), then);
    } catch (DateTimeException malformed) {
      return Duration.ZERO;
    }
  }
}
