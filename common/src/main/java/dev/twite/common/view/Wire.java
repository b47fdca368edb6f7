package dev.twite.common.view;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How numbers of the inner services look in JSON. */
public final class Wire {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Wire() {}

  /** An id as a decimal string. */
  public static String id(long id) {
    return Long.toString(id);
  }

  /** An id, or a cursor; null when it is 0. */
  public static String idOrNull(long id) {
    return id == 0 ? null : id(id);
  }

  /** Milliseconds since 1970 as RFC 3339 in UTC. */
  public static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  /** The same; null when it is 0. */
  public static String timeOrNull(long millis) {
    return millis == 0 ? null : time(millis);
  }
}
