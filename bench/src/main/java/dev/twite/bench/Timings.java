package dev.twite.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long one kind of action took, and how often it failed. Microseconds, up to a minute. */
public final class Timings {
  public static final String HEADER =
      """
      | action | requests | per second | p50 ms | p99 ms | max ms | errors |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: |\
      """;

  private static final long HIGHEST = Duration.ofMinutes(1).toNanos() / 1_000;

  private final String action;
  private final Histogram micros = new ConcurrentHistogram(HIGHEST, 3);
  private final LongAdder errors = new LongAdder();

  public Timings(String action) {
    this.action = action;
  }

  public String action() {
    return action;
  }

  public void took(long nanos) {
    micros.recordValue(Math.min(HIGHEST, nanos / 1_000));
  }

  public void failed() {
    errors.increment();
  }

  public long count() {
    return micros.getTotalCount();
  }

  public long errors() {
    return errors.sum();
  }

  public double millis(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1_000.0;
  }

  public double perSecond(double seconds) {
    return count() / seconds;
  }

  /** A row under {@link #HEADER}. */
  public String row(double seconds) {
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
