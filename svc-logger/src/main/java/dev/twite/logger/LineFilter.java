package dev.twite.logger;

import dev.twite.common.error.Checks;
import dev.twite.proto.logger.v1.Filter;
import dev.twite.proto.logger.v1.LogLine;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which lines are wanted.
 *
 * @param services short names; empty: all
 * @param leastLevel that and graver ones
 * @param text in the message or the stack, ignoring case; empty: any
 * @param requestId empty: any
 * @param userId 0: any
 */
public record LineFilter(
    List<String> services, Level leastLevel, String text, String requestId, long userId) {
  private static final int LONGEST_TEXT = 200;
  private static final int MOST_SERVICES = 32;
  private static final Pattern SERVICE = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{0,64}");

  public LineFilter {
    services = List.copyOf(services);
  }

  /** Notes what is wrong with it in {@code checks}; use it only when that is nothing. */
  public static LineFilter of(Filter filter, Checks checks) {
    List<String> services = filter.getServicesList().stream().distinct().toList();
    checks.require(
        services.size() <= MOST_SERVICES,
        "filter.services",
        "too_many",
        "At most " + MOST_SERVICES + " services");
    for (String service : services) {
      checks.form("filter.services", service, SERVICE, "a short name, e.g. tweet");
    }
    String least = filter.getLeastLevel().isEmpty() ? "TRACE" : filter.getLeastLevel();
    checks.require(
        Level.of(least).isPresent(),
        "filter.least_level",
        "invalid_value",
        "One of " + List.of(Level.values()));
    checks.text("filter.text", filter.getText(), 0, LONGEST_TEXT);
    checks.form(
        "filter.request_id",
        filter.getRequestId(),
        REQUEST_ID,
        "at most 64 letters, digits, dots, underscores and hyphens");
    return new LineFilter(
        services,
        Level.of(least).orElse(Level.TRACE),
        filter.getText(),
        filter.getRequestId(),
        filter.getUserId());
  }

  /** Whether a line is wanted: the same answer as the stores give. */
  public boolean matches(LogLine line) {
    return (services.isEmpty() || services.contains(line.getService()))
        && Level.of(line.getLevel()).orElse(Level.ERROR).compareTo(leastLevel) >= 0
        && (requestId.isEmpty() || requestId.equals(line.getRequestId()))
        && (userId == 0 || userId == line.getUserId())
        && (text.isEmpty() || has(line.getMessage()) || has(line.getStack()));
  }

  private boolean has(String where) {
    return where.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }
}
