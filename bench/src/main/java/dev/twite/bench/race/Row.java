package dev.twite.bench.race;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One figure, with its rounds.
 *
 * @param unit {@code /s}, {@code ms}, {@code MiB}, {@code KiB}, {@code s} or {@code ×}
 * @param values a round each
 * @param beside what the limits are of; empty where there is none
 * @param limits of the same rounds; empty where there is none
 * @param errors in all rounds
 */
record Row(
    String name,
    String unit,
    List<Double> values,
    String beside,
    List<Double> limits,
    Goal goal,
    long errors) {
  Row {
    values = List.copyOf(values);
    limits = List.copyOf(limits);
  }

  /** What a figure must reach. */
  record Goal(Kind kind, double number) {
    static final Goal NONE = new Goal(Kind.NONE, 0);

    /** How the number is meant. */
    enum Kind {
      NONE,
      /** The figure is at least so many times its limit. */
      RATIO,
      /** The figure is at most so many times its limit. */
      MOST_RATIO,
      /** The figure is at most that. */
      MOST,
      /** The figure is at least that. */
      LEAST
    }
  }

  static Row of(String name, String unit, List<Double> values, Goal goal, long errors) {
    return new Row(name, unit, values, "", List.of(), goal, errors);
  }

  @JsonIgnore
  double value() {
    return median(values);
  }

  @JsonIgnore
  double least() {
    return Collections.min(values);
  }

  @JsonIgnore
  double most() {
    return Collections.max(values);
  }

  /** The median of the rounds' ratios; NaN without a limit. */
  @JsonIgnore
  double ratio() {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < limits.size(); i++) {
      ratios.add(values.get(i) / limits.get(i));
    }
    return ratios.isEmpty() ? Double.NaN : median(ratios);
  }

  /** Null where nothing must be reached. */
  @JsonIgnore
  Boolean met() {
    return switch (goal.kind()) {
      case NONE -> null;
      case RATIO -> errors == 0 && ratio() >= goal.number();
      case MOST_RATIO -> errors == 0 && ratio() <= goal.number();
      case MOST -> errors == 0 && value() <= goal.number();
      case LEAST -> errors == 0 && value() >= goal.number();
    };
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
