package dev.twite.admin.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Figures in Prometheus' text format 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/), as the services write it.
 */
final class MetricsText {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)(?: -?[0-9]+)?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final List<Sample> samples = new ArrayList<>();

  /** A value with its labels. */
  record Sample(String name, Map<String, String> labels, double value) {
    String label(String key) {
      return labels.getOrDefault(key, "");
    }
  }

  MetricsText(String text) {
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(SAMPLE::matcher)
        .filter(Matcher::matches)
        .forEach(
            line ->
                samples.add(
                    new Sample(line.group(1), labels(line.group(2)), number(line.group(3)))));
  }

  /** The sum of a name's samples that {@code which} picks; 0 without any. */
  double sum(String name, Predicate<Sample> which) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(which)
        .mapToDouble(Sample::value)
        .sum();
  }

  double sum(String name) {
    return sum(name, sample -> true);
  }

  /**
   * A quantile over all of a histogram's series, within its bucket by a straight line, as
   * Prometheus' histogram_quantile; 0 without any observation. What lies above the last bound
   * counts as that bound.
   */
  double quantile(String histogram, double part) {
    TreeMap<Double, Double> upTo = new TreeMap<>();
    for (Sample sample : samples) {
      if (sample.name().equals(histogram + "_bucket")) {
        upTo.merge(number(sample.label("le")), sample.value(), Double::sum);
      }
    }
    if (upTo.isEmpty() || upTo.lastEntry().getValue() == 0) {
      return 0;
    }
    double rank = part * upTo.lastEntry().getValue();
    double from = 0;
    double before = 0;
    for (Map.Entry<Double, Double> bucket : upTo.entrySet()) {
      if (bucket.getValue() >= rank) {
        if (bucket.getKey().isInfinite()) {
          return from;
        }
        double inside = bucket.getValue() - before;
        double share = inside == 0 ? 1 : (rank - before) / inside;
        return from + (bucket.getKey() - from) * share;
      }
      from = bucket.getKey();
      before = bucket.getValue();
    }
    return from;
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    if (text != null) {
      Matcher label = LABEL.matcher(text);
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
    }
    return labels;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> parse(text);
    };
  }

  private static double parse(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException foreign) {
      return 0;
    }
  }
}
