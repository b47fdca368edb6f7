package dev.twite.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long one kind of action took, and how often it failed. Microseconds, up to a minute. */
final class Timings {
  static final String HEADER =
      """
      | action | requests | per second | p50 ms | p99 ms | max ms | errors |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: |""";

  private static final long HIGHEST = Duration.ofMinutes(1).toNanos() / 1_000;

  private final String action;
  private final Histogram micros = new ConcurrentHistogram(HIGHEST, 3);
  private final LongAdder errors = new LongAdder();

  Timings(String action) {
    this.action = action;
  }

  String action() {
    return action;
  }

  void took(long nanos) {
    micros.recordValue(Math.min(HIGHEST, nanos / 1_000));
  }

  void failed() {
    errors.increment();
  }

  long count() {
    return micros.getTotalCount();
  }

  long errors() {
    return errors.sum();
  }

  double millis(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1_000.0;
  }

  double perSecond(double seconds) {
    return count() / seconds;
  }

  /** A row under {@link #HEADER}. */
  String row(double seconds) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.0f | %.1f | %.1f | %.1f | %d |",
        action,
        count(),
        perSecond(seconds),
        millis(50),
        millis(99),
        millis(100),
        errors());
  }
}
