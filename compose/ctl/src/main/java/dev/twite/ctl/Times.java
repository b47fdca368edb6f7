package dev.twite.ctl;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Moments on the command line: {@code 2026-01-31}, {@code 2026-01-31T18:00:00Z}, {@code 7d}. */
final class Times {
  private static final Pattern LENGTH = Pattern.compile("([0-9]{1,6})([smhd])");

  private Times() {}

  /** For people, to the second. */
  static String show(long millis) {
    return millis == 0 ? "-" : Instant.ofEpochMilli(millis / 1_000 * 1_000).toString();
  }

  /** In the future: {@code 7d} is in a week. */
  static final class Until implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      return read(text, 1);
    }
  }

  /** In the past: {@code 7d} is a week ago. */
  static final class Since implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      return read(text, -1);
    }
  }

  static long millis(Instant moment) {
    return moment == null ? 0 : moment.toEpochMilli();
  }

  private static Instant read(String text, int direction) {
    Matcher length = LENGTH.matcher(text);
    if (length.matches()) {
      long amount = Long.parseLong(length.group(1));
      Duration time =
          switch (length.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
          };
      return Clock.systemUTC().instant().plus(time.multipliedBy(direction));
    }
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
          : Instant.parse(text);
    } catch (DateTimeException malformed) {
      throw new TypeConversionException(
          "'" + text + "' is no time such as 7d, 2026-01-31 or 2026-01-31T18:00:00Z");
    }
  }
}
