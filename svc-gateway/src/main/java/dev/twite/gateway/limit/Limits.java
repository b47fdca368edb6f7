package dev.twite.gateway.limit;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.limit.Decision;
import dev.twite.common.limit.Limit;
import dev.twite.common.limit.RateLimiter;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The table of limits, held against clients. */
public final class Limits {
  private final RateLimiter limiter;
  private final LimitTable table;

  /**
   * Who calls.
   *
   * @param subject the account, or the address as {@link ClientSubject} counts it
   * @param address after trusted proxies
   * @param forwarded whether a proxy says that it forwards
   */
  record Caller(String subject, String address, boolean forwarded) {}

  @Inject
  Limits(RateLimiter limiter, LimitTable table) {
    this.limiter = limiter;
    this.table = table;
  }

  /**
   * Counts a handshake of a WebSocket.
   *
   * @param forwarded the X-Forwarded-For header
   * @throws TwiteException RATE_LIMITED
   */
  public void takeSocket(String address, Optional<String> forwarded) {
    Caller caller = new Caller(ClientSubject.of(address), address, forwarded.isPresent());
    take(RouteClass.SOCKET, caller, (name, value) -> {});
  }

  /**
   * Counts one of a kind.
   *
   * @param header gets what is left
   * @throws TwiteException RATE_LIMITED
   */
  void take(RouteClass kind, Caller caller, BiConsumer<String, String> header) {
    if (isExempt(caller)) {
      return;
    }
    Limit limit = table.of(kind);
    Decision decision = limiter.take(limit, caller.subject());
    header.accept("RateLimit-Limit", Integer.toString(limit.capacity()));
    header.accept("RateLimit-Remaining", Integer.toString(decision.remaining()));
    header.accept("RateLimit-Reset", Long.toString(seconds(decision.reset())));
    if (!decision.allowed()) {
      throw TwiteException.retryLater(ErrorCode.RATE_LIMITED, decision.retryAfter());
    }
  }

  // Whoever comes through a proxy on this machine is not on this machine.
  private boolean isExempt(Caller caller) {
    return table.mode() == LimitTable.Mode.LOOPBACK_EXEMPT
        && !caller.forwarded()
        && ClientSubject.isLoopback(caller.address());
  }

  private static long seconds(Duration time) {
    return time.plusMillis(999).toSeconds();
  }
}
