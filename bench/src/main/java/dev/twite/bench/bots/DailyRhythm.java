package dev.twite.bench.bots;

/**
 * More is done in the evening than at night. A day may be as short as a run; over a whole one the
 * factor is 1 on average.
 *
 * @param daySeconds how long a day takes; 0 = the rate stays as it is
 */
record DailyRhythm(double daySeconds) {
  private static final double SWING = 0.5;
  private static final double EVENING = 0.2;

  /** No factor is above it. */
  static final double MOST = 1 + SWING + EVENING;

  /** By which the rate is to be multiplied; days begin at midnight. */
  double factor(double seconds) {
    if (daySeconds <= 0) {
      return 1;
    }
    double turn = 2 * Math.PI * seconds / daySeconds;
    return 1 - SWING * Math.cos(turn) - EVENING * Math.sin(2 * turn);
  }
}
