package dev.twite.logger.store.loki;

import dev.twite.logger.Level;
import dev.twite.logger.LineFilter;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A filter in Loki's language. Whatever a caller gave stands in it as a quoted text. */
final class LogQl {
  private static final String REGEX_SIGNS = "\\.+*?()|[]{}^$";

  private LogQl() {}

  static String of(LineFilter filter) {
    StringBuilder query = new StringBuilder("{service=~");
    // Loki wants one matcher that an empty label does not match.
    query.append(quoted(filter.services().isEmpty() ? ".+" : anyOf(filter.services().stream())));
    if (filter.leastLevel() != Level.TRACE) {
      Stream<String> levels =
          Stream.of(Level.values())
              .filter(level -> level.compareTo(filter.leastLevel()) >= 0)
              .map(level -> level.name().toLowerCase(Locale.ROOT));
      query.append(", level=~").append(quoted(anyOf(levels)));
    }
    query.append('}');
    if (!filter.text().isEmpty()) {
      query.append(" |~ ").append(quoted("(?i)" + literal(filter.text())));
    }
    if (!filter.requestId().isEmpty()) {
      query.append(" | " + Entry.REQUEST_ID + "=").append(quoted(filter.requestId()));
    }
    if (filter.userId() != 0) {
      String user = Long.toUnsignedString(filter.userId());
      query.append(" | " + Entry.USER_ID + "=").append(quoted(user));
    }
    return query.toString();
  }

  private static String anyOf(Stream<String> words) {
    return words.map(LogQl::literal).collect(Collectors.joining("|"));
  }

  /** For RE2: what stands for itself only. */
  private static String literal(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (REGEX_SIGNS.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  /** A string of Go, which LogQL's are. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == 0x7F) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
