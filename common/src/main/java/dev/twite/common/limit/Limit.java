package dev.twite.common.limit;

import java.time.Duration;

/**
 * How often something may be done.
 *
 * @param name part of the bucket's key; one bucket a name and subject
 * @param capacity requests in a period; all of them may come at once
 * @param period the time in which an empty bucket fills up
 * @param whenAway what to do when Redis can't be asked
 */
public record Limit(String name, int capacity, Duration period, WhenAway whenAway) {
  /** What happens to a request that can't be counted (R10). */
  public enum WhenAway {
    /** Let it pass: reading must not depend on the limiter. */
    OPEN,
    /** Count in this process alone: guessing passwords must never be free (ASVS 16.5.3). */
    LOCAL
  }
}
