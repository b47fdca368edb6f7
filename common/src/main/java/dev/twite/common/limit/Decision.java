package dev.twite.common.limit;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import java.time.Duration;

/**
 * What a limiter says: of several buckets, the one that refuses, else the one nearest to it.
 *
 * @param limit what its full bucket holds
 * @param remaining what may still be taken at once
 * @param reset until the bucket is full again
 * @param retryAfter until the same may be taken; zero when it was
 */
public record Decision(
    boolean allowed, long limit, long remaining, Duration reset, Duration retryAfter) {
  /**
   * @throws TwiteException RATE_LIMITED, with the time to wait, unless allowed
   */
  public void require() {
    if (!allowed) {
      throw TwiteException.retryLater(ErrorCode.RATE_LIMITED, retryAfter);
    }
  }

  static Decision passed(Rule rule) {
    return new Decision(true, rule.capacity(), rule.capacity(), Duration.ZERO, Duration.ZERO);
  }

  /** The one of two that says more: a refusal, the longer wait, the emptier bucket. */
  Decision and(Decision other) {
    if (allowed != other.allowed) {
      return allowed ? other : this;
    }
    if (!allowed) {
      return retryAfter.compareTo(other.retryAfter) >= 0 ? this : other;
    }
    return (double) remaining / limit <= (double) other.remaining / other.limit ? this : other;
  }
}
