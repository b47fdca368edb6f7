package dev.twite.gateway.limit;

import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.CallContext;
import dev.twite.common.identity.User;
import dev.twite.common.limit.Claim;
import dev.twite.common.limit.Decision;
import dev.twite.common.limit.LimitMode;
import dev.twite.common.limit.RateLimiter;
import dev.twite.common.limit.Rule;
import dev.twite.common.limit.Subjects;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/** The rules of routes, held against clients. */
public final class Limits {
  private final RateLimiter limiter;
  private final LimitMode mode;

  /**
   * Who calls.
   *
   * @param address after trusted proxies
   * @param forwarded whether a proxy says that it forwards
   */
  public record Caller(String address, boolean forwarded) {}

  @Inject
  Limits(RateLimiter limiter, LimitMode mode) {
    this.limiter = limiter;
    this.mode = mode;
  }

  /**
   * Counts a request against the rules of its route.
   *
   * @param route method and path
   * @param header gets what is left
   * @throws TwiteException RATE_LIMITED
   */
  public void take(String route, Caller caller, BiConsumer<String, String> header) {
    if (isExempt(caller)) {
      return;
    }
    List<Rule> rules = limiter.rules().of(route);
    if (rules.isEmpty()) {
      return;
    }
    Decision decision =
        limiter.take(
            rules.stream().map(rule -> Claim.one(rule.name(), subject(rule, caller))).toList());
    header.accept("RateLimit-Limit", Long.toString(decision.limit()));
    header.accept("RateLimit-Remaining", Long.toString(decision.remaining()));
    header.accept("RateLimit-Reset", Long.toString(seconds(decision.reset())));
    decision.require();
  }

  private static String subject(Rule rule, Caller caller) {
    if (rule.by() == Rule.By.TOKEN) {
      User user = CallContext.user().orElse(null);
      if (user != null) {
        return Subjects.ofUser(user.id());
      }
    }
    return Subjects.ofAddress(caller.address());
  }

  // Whoever comes through a proxy on this machine is not on this machine.
  private boolean isExempt(Caller caller) {
    return mode == LimitMode.LOOPBACK_EXEMPT
        && !caller.forwarded()
        && Subjects.isLoopback(caller.address());
  }

  private static long seconds(Duration time) {
    return time.plusMillis(999).toSeconds();
  }
}
