package dev.twite.common.limit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How much of something a subject may do.
 *
 * @param name of the rule, and part of its buckets' keys
 * @param capacity what a full bucket holds; all of it may be used at once
 * @param period the time in which an empty bucket fills up
 * @param unit what is counted
 * @param by who is counted, where a route says so
 * @param whenAway what becomes of a request that can't be counted (R10)
 * @param routes patterns of routes, see {@link RoutePattern}; none: asked for by name
 */
public record Rule(
    String name,
    long capacity,
    Duration period,
    Unit unit,
    By by,
    WhenAway whenAway,
    List<String> routes) {
  /** What is counted. */
  public enum Unit {
    REQUESTS,
    BYTES
  }

  /** Who is counted. */
  public enum By {
    /** The client's address, IPv6 by its /64 (S12). */
    ADDRESS,
    /** The account where one is signed in, else the address. */
    TOKEN
  }

  /** What becomes of a request that can't be counted (R10). */
  public enum WhenAway {
    /** It passes: reading must not depend on the limiter. */
    OPEN,
    /** It is counted in this process alone: guessing passwords is never free (ASVS 16.5.3). */
    LOCAL,
    /** It is refused. */
    CLOSED
  }

  public Rule {
    Objects.requireNonNull(name);
    routes = List.copyOf(routes);
  }
}
