package dev.twite.search;

import dev.twite.common.error.TwiteException;
import dev.twite.common.limit.LimitMode;
import dev.twite.common.limit.RateLimiter;
import dev.twite.common.limit.Subjects;
import jakarta.inject.Inject;

/**
 * Counts an account's queries, whichever way they come: rule {@code search-queries}. Those of
 * nobody in particular are counted by address, at the gateway.
 */
public final class QueryLimit {
  private static final String RULE = "search-queries";

  private final RateLimiter limiter;
  private final LimitMode mode;

  @Inject
  QueryLimit(RateLimiter limiter, LimitMode mode) {
    this.limiter = limiter;
    this.mode = mode;
  }

  /**
   * Counts one.
   *
   * @param reader 0 when nobody is signed in
   * @throws TwiteException RATE_LIMITED
   */
  public void count(long reader) {
    if (reader != 0 && mode == LimitMode.STRICT) {
      limiter.take(RULE, Subjects.ofUser(reader)).require();
    }
  }
}
