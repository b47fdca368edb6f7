package dev.twite.gateway.limit;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Request;
import dev.twite.common.http.RequestFilter;
import dev.twite.common.identity.CallContext;
import dev.twite.common.limit.Decision;
import dev.twite.common.limit.Limit;
import dev.twite.common.limit.RateLimiter;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Counts every request under {@code /v1} and refuses what is too much. */
public final class LimitFilter implements RequestFilter {
  private final RateLimiter limiter;
  private final LimitTable table;

  @Inject
  LimitFilter(RateLimiter limiter, LimitTable table) {
    this.limiter = limiter;
    this.table = table;
  }

  @Override
  public void before(Request request, BiConsumer<String, String> header) {
    Optional<RouteClass> kind = RouteClass.of(request.route());
    if (kind.isEmpty() || isExempt(request)) {
      return;
    }
    Limit limit = table.of(kind.get());
    Decision decision = limiter.take(limit, subjectOf(request));
    header.accept("RateLimit-Limit", Integer.toString(limit.capacity()));
    header.accept("RateLimit-Remaining", Integer.toString(decision.remaining()));
    header.accept("RateLimit-Reset", Long.toString(seconds(decision.reset())));
    if (!decision.allowed()) {
      throw TwiteException.retryLater(ErrorCode.RATE_LIMITED, decision.retryAfter());
    }
  }

  // Whoever comes through a proxy on this machine is not on this machine.
  private boolean isExempt(Request request) {
    return table.mode() == LimitTable.Mode.LOOPBACK_EXEMPT
        && request.header("X-Forwarded-For").isEmpty()
        && ClientSubject.isLoopback(request.clientAddress());
  }

  private static String subjectOf(Request request) {
    return CallContext.user()
        .map(user -> "user:" + user.id())
        .orElseGet(() -> ClientSubject.of(request.clientAddress()));
  }

  private static long seconds(Duration time) {
    return time.plusMillis(999).toSeconds();
  }
}
