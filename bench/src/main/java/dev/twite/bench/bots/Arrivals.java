package dev.twite.bench.bots;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * When actions are to begin, whatever the server does: a Poisson process whose rate rises to the
 * set one during the ramp and goes on with the time of day. Made by thinning a faster one of even
 * rate (Lewis and Shedler, 1979).
 */
final class Arrivals {
  private static final double NANOS = 1e9;

  private final double rate;
  private final double rampSeconds;
  private final double endSeconds;
  private final DailyRhythm rhythm;
  private final SplittableRandom random;
  private double at;

  /**
   * @param rate actions a second, on average over a day
   * @param ramp from nothing to the rate
   * @param soak how long it goes on after the ramp; days begin with it
   */
  Arrivals(double rate, Duration ramp, Duration soak, DailyRhythm rhythm, long seed) {
    this.rate = rate;
    this.rampSeconds = ramp.toMillis() / 1e3;
    this.endSeconds = rampSeconds + soak.toMillis() / 1e3;
    this.rhythm = rhythm;
    this.random = new SplittableRandom(seed);
  }

  /** Nanoseconds from the begin to the next one; negative after the last. */
  long next() {
    double fastest = rate * DailyRhythm.MOST;
    while (at < endSeconds) {
      at -= Math.log(1 - random.nextDouble()) / fastest;
      if (random.nextDouble() * fastest < rateAt(at) && at < endSeconds) {
        return (long) (at * NANOS);
      }
    }
    return -1;
  }

  /** Actions a second that are meant to begin then. */
  double rateAt(double seconds) {
    if (seconds >= endSeconds) {
      return 0;
    }
    double daytime = rhythm.factor(Math.max(0, seconds - rampSeconds));
    return seconds < rampSeconds ? rate * daytime * seconds / rampSeconds : rate * daytime;
  }
}
