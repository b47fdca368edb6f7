package dev.twite.admin.panel.pages;

import dev.twite.admin.panel.html.Chart;
import dev.twite.admin.panel.html.Chart.Point;
import dev.twite.admin.panel.html.Tag;
import dev.twite.proto.admin.v1.ServiceHealth;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The last minutes of all services together, as far as somebody has had the overview open: Twite
 * watches itself by Prometheus; this only draws what a person is looking at. In memory, shared by
 * all who look.
 */
final class HealthHistory {
  private static final Duration STEP = Duration.ofSeconds(4);
  private static final int KEPT = 120;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Clock clock;
  private final Deque<Sample> samples = new ArrayDeque<>();

  @Inject
  HealthHistory(Clock clock) {
    this.clock = clock;
  }

  private record Sample(Instant at, double requests, double errors, double lag) {}

  synchronized void add(List<ServiceHealth> services) {
    Instant now = clock.instant();
    if (!samples.isEmpty() && now.isBefore(samples.getLast().at().plus(STEP))) {
      return;
    }
    samples.addLast(
        new Sample(
            now,
            services.stream().mapToDouble(ServiceHealth::getRequestsTotal).sum(),
            services.stream().mapToDouble(ServiceHealth::getErrorsTotal).sum(),
            services.stream().mapToDouble(ServiceHealth::getConsumerLag).sum()));
    if (samples.size() > KEPT) {
      samples.removeFirst();
    }
  }

  synchronized List<Tag> charts() {
    return List.of(
        Chart.line("Requests and calls a second", rates(Sample::requests)),
        Chart.line("Errors a second", rates(Sample::errors)),
        Chart.line(
            "Events waiting",
            samples.stream()
                .map(sample -> new Point(TIME.format(sample.at()), sample.lag()))
                .toList()));
  }

  /** How fast a total grows; one that shrinks was counted anew by a restarted service. */
  private List<Point> rates(ToDoubleFunction<Sample> total) {
    List<Point> points = new ArrayList<>();
    Sample before = null;
    for (Sample sample : samples) {
      if (before != null) {
        double seconds = Duration.between(before.at(), sample.at()).toMillis() / 1e3;
        double grown = total.applyAsDouble(sample) - total.applyAsDouble(before);
        points.add(new Point(TIME.format(sample.at()), Math.max(0, grown) / seconds));
      }
      before = sample;
    }
    return points;
  }
}
