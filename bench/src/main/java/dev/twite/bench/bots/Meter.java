package dev.twite.bench.bots;

import dev.twite.bench.Timings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts and times everything that bots do, from when it was meant to begin. */
final class Meter {
  private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(1);

  private final Map<Action, Timings> byAction = new EnumMap<>(Action.class);
  private final Timings all = new Timings("all");
  private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
  private final Recorder second = new Recorder(HIGHEST_MICROS, 3);
  private final LongAdder failures = new LongAdder();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final List<Second> seconds = new ArrayList<>();
  private long failuresBefore;
  private double lastAt;

  Meter() {
    for (Action action : Action.values()) {
      byAction.put(action, new Timings(action.toString()));
    }
  }

  void begins() {
    inFlight.incrementAndGet();
  }

  void ends() {
    inFlight.decrementAndGet();
  }

  /**
   * An action succeeded.
   *
   * @param judged false during the ramp, which appears in the plots only
   */
  void took(Action action, long nanos, boolean judged) {
    second.recordValue(Math.min(HIGHEST_MICROS, nanos / 1_000));
    if (judged) {
      byAction.get(action).took(nanos);
      all.took(nanos);
    }
  }

  /**
   * An action failed.
   *
   * @param code a status, or a word for what kept it from getting one
   */
  void failed(Action action, String code, boolean judged) {
    failures.increment();
    if (judged) {
      byAction.get(action).failed();
      all.failed();
      errors.computeIfAbsent(code, made -> new LongAdder()).increment();
    }
  }

  /** Closes a second of the run. */
  synchronized Second tick(double at, double meant) {
    Histogram past = second.getIntervalHistogram();
    long failed = failures.sum();
    double length = Math.max(1e-3, at - lastAt);
    Second closed =
        new Second(
            at,
            meant,
            past.getTotalCount() / length,
            (failed - failuresBefore) / length,
            past.getValueAtPercentile(50) / 1e3,
            past.getValueAtPercentile(99) / 1e3,
            inFlight.get());
    failuresBefore = failed;
    lastAt = at;
    seconds.add(closed);
    return closed;
  }

  synchronized List<Second> seconds() {
    return List.copyOf(seconds);
  }

  /** Of all actions together, after the ramp. */
  Timings all() {
    return all;
  }

  Timings of(Action action) {
    return byAction.get(action);
  }

  /** How many errors of each code after the ramp. */
  Map<String, Long> errors() {
    Map<String, Long> counts = new TreeMap<>();
    errors.forEach((code, count) -> counts.put(code, count.sum()));
    return counts;
  }

  int inFlight() {
    return inFlight.get();
  }
}
