package dev.twite.admin.panel.html;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Charts, drawn here as SVG: no script, no library. Colours come from the style sheet. */
public final class Chart {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 160;
  private static final int LEFT = 48;
  private static final int BOTTOM = 24;
  private static final int TOP = 10;
  private static final int LABELS = 5;

  private Chart() {}

  /**
   * @param label where it stands on the axis
   */
  public record Point(String label, double value) {}

  /** A column a point. */
  public static Tag columns(String title, List<Point> points) {
    double top = top(points);
    Tag svg = frame(title, points, top);
    double step = step(points);
    for (int i = 0; i < points.size(); i++) {
      double height = height(points.get(i).value(), top);
      svg.add(
          Tag.of("rect", hint(points.get(i)))
              .css("column")
              .attr("x", number(LEFT + i * step + step * 0.12))
              .attr("y", number(HEIGHT - BOTTOM - height))
              .attr("width", number(step * 0.76))
              .attr("height", number(height))
              .attr("rx", 2));
    }
    return figure(title, svg);
  }

  /** A line through all points, with the area below it. */
  public static Tag line(String title, List<Point> points) {
    double top = top(points);
    Tag svg = frame(title, points, top);
    double step = step(points);
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < points.size(); i++) {
      path.append(i == 0 ? 'M' : 'L')
          .append(number(LEFT + (i + 0.5) * step))
          .append(' ')
          .append(number(HEIGHT - BOTTOM - height(points.get(i).value(), top)));
    }
    if (!points.isEmpty()) {
      String area =
          "%sL%s %dL%s %dZ"
              .formatted(
                  path,
                  number(LEFT + (points.size() - 0.5) * step),
                  HEIGHT - BOTTOM,
                  number(LEFT + 0.5 * step),
                  HEIGHT - BOTTOM);
      svg.add(Tag.of("path").css("area").attr("d", area));
      svg.add(Tag.of("path").css("line").attr("d", path.toString()));
    }
    for (int i = 0; i < points.size(); i++) {
      svg.add(
          Tag.of("circle", hint(points.get(i)))
              .css("dot")
              .attr("cx", number(LEFT + (i + 0.5) * step))
              .attr("cy", number(HEIGHT - BOTTOM - height(points.get(i).value(), top)))
              .attr("r", "3"));
    }
    return figure(title, svg);
  }

  private static Tag figure(String title, Tag svg) {
    return Tag.of("figure", Tag.of("figcaption", title), svg).css("chart");
  }

  private static Tag frame(String title, List<Point> points, double top) {
    Tag svg =
        Tag.of("svg")
            .attr("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
            .attr("role", "img")
            .attr("aria-label", title);
    for (double part : new double[] {0, 0.5, 1}) {
      String y = number(HEIGHT - BOTTOM - height(top * part, top));
      svg.add(
          Tag.of("line")
              .css("grid")
              .attr("x1", LEFT)
              .attr("x2", WIDTH)
              .attr("y1", y)
              .attr("y2", y));
      svg.add(
          Tag.of("text", amount(top * part))
              .css("scale")
              .attr("x", LEFT - 8L)
              .attr("y", y)
              .attr("dy", "0.32em"));
    }
    if (points.isEmpty()) {
      svg.add(
          Tag.of("text", "Being gathered …")
              .css("tick")
              .attr("x", (LEFT + WIDTH) / 2)
              .attr("y", HEIGHT / 2));
    }
    int every = Math.max(1, (points.size() + LABELS - 1) / LABELS);
    for (int i = 0; i < points.size(); i += every) {
      svg.add(
          Tag.of("text", points.get(i).label())
              .css("tick")
              .attr("x", number(LEFT + (i + 0.5) * step(points)))
              .attr("y", HEIGHT - 6L));
    }
    return svg;
  }

  private static Tag hint(Point point) {
    return Tag.of("title", point.label() + ": " + amount(point.value()));
  }

  private static double step(List<Point> points) {
    return (double) (WIDTH - LEFT) / Math.max(1, points.size());
  }

  private static double height(double value, double top) {
    return (HEIGHT - BOTTOM - TOP) * Math.max(0, value) / top;
  }

  /** The end of the scale: 1, 2 or 5 with zeros, so that its parts are round. */
  private static double top(List<Point> points) {
    double most = points.stream().mapToDouble(Point::value).max().orElse(0);
    double power = 1;
    if (most <= 0) {
      return 1;
    }
    while (power < most) {
      power *= 10;
    }
    while (power / 10 >= most) {
      power /= 10;
    }
    for (double part : new double[] {0.2, 0.5, 1}) {
      if (power * part >= most) {
        return power * part;
      }
    }
    return power;
  }

  /** The same for a whole number. */
  public static String amount(long value) {
    return amount((double) value);
  }

  /** For people: 1,234 or 12.3 k. */
  public static String amount(double value) {
    if (value >= 10_000_000) {
      return String.format(Locale.ROOT, "%.1f M", value / 1e6);
    }
    if (value >= 10_000) {
      return String.format(Locale.ROOT, "%.1f k", value / 1e3);
    }
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
