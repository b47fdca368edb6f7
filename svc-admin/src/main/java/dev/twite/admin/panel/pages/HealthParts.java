package dev.twite.admin.panel.pages;

import dev.twite.admin.panel.html.Chart;
import dev.twite.admin.panel.html.Node;
import dev.twite.admin.panel.html.Parts;
import dev.twite.admin.panel.html.Tag;
import dev.twite.proto.admin.v1.ServiceHealth;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The state of the services, to be looked at. */
final class HealthParts {
  private HealthParts() {}

  /** The few numbers that tell whether anybody has to do anything. */
  static Tag figures(List<ServiceHealth> services, Node queue) {
    long ready = services.stream().filter(ServiceHealth::getReady).count();
    long lag = services.stream().mapToLong(ServiceHealth::getConsumerLag).sum();
    long outbox = services.stream().mapToLong(ServiceHealth::getOutboxWaiting).sum();
    double slowest = services.stream().mapToDouble(ServiceHealth::getP99S).max().orElse(0);
    return Tag.of(
            "div",
            figure(
                "Services ready",
                Parts.text(ready + " of " + services.size()),
                ready < services.size()),
            queue,
            figure("Events waiting", Parts.text(Chart.amount(lag)), false),
            figure("Outbox", Parts.text(Chart.amount(outbox)), false),
            figure("Slowest p99", Parts.text(time(slowest)), false))
        .css("figures");
  }

  static Tag figure(String name, Node value, boolean alarming) {
    return Tag.of("div", Tag.of("small", name), Tag.of("strong", value))
        .css(alarming ? "figure bad" : "figure");
  }

  static Tag table(List<ServiceHealth> services) {
    return Parts.table(
        List.of(
            "Service",
            "State",
            "Requests",
            "Errors",
            "p50",
            "p99",
            "Lag",
            "Outbox",
            "Heap",
            "Up",
            "Version"),
        services.stream().map(HealthParts::row).toList());
  }

  private static Tag row(ServiceHealth one) {
    return Parts.row(
        Tag.of("span", "svc-" + one.getService()).attr("title", one.getAddress()),
        state(one),
        Parts.text(Chart.amount(one.getRequestsTotal())),
        Parts.text(Chart.amount(one.getErrorsTotal())),
        Parts.text(time(one.getP50S())),
        Parts.text(time(one.getP99S())),
        Parts.text(Chart.amount(one.getConsumerLag())),
        Parts.text(Chart.amount(one.getOutboxWaiting())),
        Parts.text(String.format(Locale.ROOT, "%.0f MiB", one.getHeapBytes() / (1 << 20))),
        Parts.text(uptime(one.getUptimeS())),
        Parts.text(one.getVersion()));
  }

  private static Node state(ServiceHealth one) {
    if (one.getReady()) {
      return Parts.badge("good", "ready");
    }
    if (!one.getAlive()) {
      return Parts.badge("bad", "away");
    }
    return Tag.of(
        "span",
        Parts.badge("bad", "not ready"),
        Tag.of("small", " " + String.join("; ", one.getFaultsList())));
  }

  private static String time(double seconds) {
    if (seconds <= 0) {
      return "–";
    }
    return seconds < 1
        ? String.format(Locale.ROOT, "%.1f ms", seconds * 1_000)
        : String.format(Locale.ROOT, "%.1f s", seconds);
  }

  private static String uptime(double seconds) {
    Duration up = Duration.ofSeconds((long) seconds);
    if (up.toDays() > 0) {
      return up.toDays() + " d " + up.toHoursPart() + " h";
    }
    return up.toHours() > 0
        ? up.toHours() + " h " + up.toMinutesPart() + " min"
        : up.toMinutes() + " min";
  }
}
