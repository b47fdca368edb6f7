package dev.twite.bench.race;

/**
 * How one round went.
 *
 * @param perSecond answers as wanted
 * @param errors all other answers, and none
 */
record Measured(double perSecond, double p50Millis, double p99Millis, long count, long errors) {}
