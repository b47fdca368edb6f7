package dev.twite.common.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Set;

/**
 * Cross-origin calls from browsers (the CORS protocol of the Fetch standard), for listed origins
 * alone. Credentials are never allowed: who calls is said by a token, not by a cookie (S19).
 */
final class Cors {
  private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
  private static final String SENT = "Authorization, Content-Type, Idempotency-Key, X-Request-Id";
  private static final String SHOWN =
      "X-Request-Id, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After";
  private static final String SECONDS = "600";

  private final Set<String> origins;

  Cors(List<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  /** Marks the answer for a listed origin; answers its preflight request. */
  void before(Context context) {
    if (origins.isEmpty()) {
      return;
    }
    context.header("Vary", "Origin");
    String origin = context.header("Origin");
    if (origin == null || !origins.contains(origin)) {
      return;
    }
    context.header("Access-Control-Allow-Origin", origin);
    if (HandlerType.OPTIONS.equals(context.method())
        && context.header("Access-Control-Request-Method") != null) {
      context.header("Access-Control-Allow-Methods", METHODS);
      context.header("Access-Control-Allow-Headers", SENT);
      context.header("Access-Control-Max-Age", SECONDS);
      context.status(204);
      context.skipRemainingHandlers();
    } else {
      context.header("Access-Control-Expose-Headers", SHOWN);
    }
  }
}
