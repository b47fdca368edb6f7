package dev.twite.bench.bots;

import com.google.errorprone.annotations.FormatMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Lines over time, as an SVG that needs nothing else. */
final class Plot {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 240;
  private static final int LEFT = 62;
  private static final int BOTTOM = 28;
  private static final int TOP = 26;
  private static final int RIGHT = 12;
  private static final int TICKS = 5;
  private static final double[] ROUND = {1, 2, 5, 10};
  private static final List<String> COLOURS =
      List.of("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e");

  private final String title;
  private final String unit;
  private final List<Line> lines = new ArrayList<>();

  private record Line(String name, double[] x, double[] y) {}

  Plot(String title, String unit) {
    this.title = title;
    this.unit = unit;
  }

  Plot line(String name, List<Second> seconds, ToDoubleFunction<Second> value) {
    return line(
        name,
        seconds.stream().mapToDouble(Second::at).toArray(),
        seconds.stream().mapToDouble(value).toArray());
  }

  Plot line(String name, double[] x, double[] y) {
    lines.add(new Line(name, x, y));
    return this;
  }

  String svg() {
    double mostX = 1e-9;
    double mostY = 1e-9;
    for (Line line : lines) {
      for (int i = 0; i < line.x().length; i++) {
        mostX = Math.max(mostX, line.x()[i]);
        mostY = Math.max(mostY, line.y()[i]);
      }
    }
    mostY = step(mostY) * TICKS;
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
            .formatted(WIDTH, HEIGHT, title));
    svg.append("<text class=\"t\" x=\"%d\" y=\"15\">%s, %s</text>".formatted(LEFT, title, unit));
    axes(svg, mostX, mostY);
    for (int i = 0; i < lines.size(); i++) {
      draw(svg, i, mostX, mostY);
    }
    return svg.append("</svg>").toString();
  }

  private static void axes(StringBuilder svg, double mostX, double mostY) {
    for (int tick = 0; tick <= TICKS; tick++) {
      double y = mostY * tick / TICKS;
      double at = y(y, mostY);
      svg.append(
          format(
              "<line class=\"g\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
              LEFT, WIDTH - RIGHT, at, at));
      svg.append(
          format("<text class=\"y\" x=\"%d\" y=\"%.1f\">%s</text>", LEFT - 6, at + 4, text(y)));
      double x = mostX * tick / TICKS;
      svg.append(
          format(
              "<text class=\"x\" x=\"%.1f\" y=\"%d\">%.0f s</text>", x(x, mostX), HEIGHT - 8, x));
    }
  }

  private void draw(StringBuilder svg, int index, double mostX, double mostY) {
    Line line = lines.get(index);
    String colour = COLOURS.get(index % COLOURS.size());
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < line.x().length; i++) {
      points.append(format("%.1f,%.1f ", x(line.x()[i], mostX), y(line.y()[i], mostY)));
    }
    svg.append(
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>"
            .formatted(colour, points.toString().strip()));
    svg.append(
        "<text class=\"l\" fill=\"%s\" x=\"%d\" y=\"15\">%s</text>"
            .formatted(colour, WIDTH - RIGHT - 110 * (lines.size() - 1 - index), line.name()));
  }

  /** A round number of which {@link #TICKS} reach at least as far. */
  static double step(double most) {
    double least = most / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double round : ROUND) {
      if (round * power >= least * (1 - 1e-9)) {
        return round * power;
      }
    }
    return 10 * power;
  }

  private static double x(double value, double most) {
    return LEFT + (WIDTH - LEFT - RIGHT) * value / most;
  }

  private static double y(double value, double most) {
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / most;
  }

  private static String text(double value) {
    return value >= 10 || value == 0 ? format("%.0f", value) : format("%.2g", value);
  }

  @FormatMethod
  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
