package dev.twite.auth.store;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import java.time.Instant;
import java.util.Optional;

/**
 * A ban, or none.
 *
 * @param atMs since when; empty = none
 * @param untilMs empty = without end
 * @param reason what the account is told; empty where nothing was said
 */
public record Ban(Optional<Long> atMs, Optional<Long> untilMs, String reason) {
  public boolean holds(long nowMs) {
    return atMs.isPresent() && untilMs.map(until -> nowMs < until).orElse(true);
  }

  /** What the account is told; empty when the ban does not hold. */
  public String notice(long nowMs) {
    if (!holds(nowMs)) {
      return "";
    }
    String end = untilMs.map(until -> " until " + Instant.ofEpochMilli(until)).orElse("");
    return "The account is banned" + end + (reason.isEmpty() ? "" : ": " + reason);
  }

  /**
   * @throws TwiteException ACCOUNT_BANNED, with reason and end
   */
  public void requireNone(long nowMs) {
    if (holds(nowMs)) {
      throw TwiteException.of(ErrorCode.ACCOUNT_BANNED, notice(nowMs));
    }
  }
}
