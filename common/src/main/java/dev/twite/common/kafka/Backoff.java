package dev.twite.common.kafka;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Longer and longer waits between tries, each of them jittered; for one thread. */
final class Backoff {
  static final Duration LONGEST = Duration.ofSeconds(2);

  private static final Duration FIRST = Duration.ofMillis(50);

  private Duration wait = FIRST;

  /** How long to wait now, in milliseconds; twice as long next time. */
  long nextMillis() {
    long millis = jittered(wait);
    Duration doubled = wait.multipliedBy(2);
    wait = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return millis;
  }

  /** A wait between a half of this one and the whole, in milliseconds. */
  static long jittered(Duration wait) {
    long millis = wait.toMillis();
    return millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1);
  }
}
