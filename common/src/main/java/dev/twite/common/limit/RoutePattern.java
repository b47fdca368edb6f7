package dev.twite.common.limit;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Routes that a rule holds for: {@code POST /v1/tweets}, {@code GET /v1/search/*}, {@code * /v1/*}.
 * A path is one as routes have it, {@code /v1/users/{id}}; a star may stand for the method and for
 * the rest of a path.
 *
 * @param method or a star
 * @param path without its star
 * @param open whether any rest may follow
 */
record RoutePattern(String method, String path, boolean open) {
  private static final String ANY = "*";

  /** The one that fits best is the greatest. */
  static final Comparator<RoutePattern> BY_FIT =
      Comparator.comparingInt((RoutePattern pattern) -> pattern.open ? 0 : 1)
          .thenComparingInt(pattern -> pattern.path.length())
          .thenComparingInt(pattern -> pattern.method.equals(ANY) ? 0 : 1);

  private static final Pattern FORM =
      Pattern.compile("(GET|POST|PUT|PATCH|DELETE|\\*) (/[^\\s*]*)(\\*?)");

  /** Reads one; empty when it is none. */
  static Optional<RoutePattern> parse(String text) {
    var match = FORM.matcher(text);
    return match.matches()
        ? Optional.of(new RoutePattern(match.group(1), match.group(2), !match.group(3).isEmpty()))
        : Optional.empty();
  }

  /**
   * @param route method and path, {@code GET /v1/me}
   */
  boolean matches(String route) {
    int space = route.indexOf(' ');
    String asked = route.substring(space + 1);
    return (method.equals(ANY) || method.equals(route.substring(0, space)))
        && (open ? asked.startsWith(path) : asked.equals(path));
  }
}
