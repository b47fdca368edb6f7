package dev.twite.common.log;

import dev.twite.common.identity.CallContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A line for each request, call and event when it is done, by which a request is followed through
 * the services. What changes something is INFO, for the share of the requests that {@link LogScope}
 * keeps; what only reads is DEBUG, for there is a hundred times more of it; what broke is WARN.
 */
public final class AccessLog {
  private static final Logger log = LoggerFactory.getLogger("dev.twite.access");

  private AccessLog() {}

  /** A request at a REST door. */
  public static void request(
      String route, boolean changes, int status, long nanos, String requestId) {
    Level level = level(changes, status >= 500, requestId);
    if (log.isEnabledForLevel(level)) {
      log.atLevel(level).log("{} {} {} µs", route, status, nanos / 1000);
    }
  }

  /** A gRPC call, by its full method name. */
  public static void call(String method, boolean changes, boolean broke, String code, long nanos) {
    Level level = level(changes, broke, CallContext.requestId().orElse(""));
    if (log.isEnabledForLevel(level)) {
      log.atLevel(level).log("{} {} {} µs", method, code, nanos / 1000);
    }
  }

  /** An event that was handled. */
  public static void event(String group, String type, long id, long nanos, String requestId) {
    Level level = level(true, false, requestId);
    if (log.isEnabledForLevel(level)) {
      log.atLevel(level).log("{}: {} {} {} µs", group, type, id, nanos / 1000);
    }
  }

  private static Level level(boolean changes, boolean broke, String requestId) {
    if (broke) {
      return Level.WARN;
    }
    return changes && LogScope.current().keeps(requestId) ? Level.INFO : Level.DEBUG;
  }
}
