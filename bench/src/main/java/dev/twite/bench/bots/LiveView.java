package dev.twite.bench.bots;

import dev.twite.bench.Timings;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the run goes: a block that is drawn again at a terminal, a line now and then elsewhere. */
final class LiveView {
  private static final int BAR = 40;
  private static final int LINE_EVERY = 5;

  private final PrintStream out;
  private final boolean terminal;
  private final double totalSeconds;
  private final Meter meter;
  private final Timings visible;
  private final LiveReaders readers;
  private int drawn;
  private int ticks;

  LiveView(
      PrintStream out,
      boolean terminal,
      double totalSeconds,
      Meter meter,
      Timings visible,
      LiveReaders readers) {
    this.out = out;
    this.terminal = terminal;
    this.totalSeconds = totalSeconds;
    this.meter = meter;
    this.visible = visible;
    this.readers = readers;
  }

  void show(Second second) {
    if (terminal) {
      redraw(second);
    } else if (ticks % LINE_EVERY == 0) {
      out.println(line(second));
    }
    ticks++;
    out.flush();
  }

  private static String line(Second second) {
    return String.format(
        Locale.ROOT,
        "%4.0f s  %.0f/s of %.0f meant, p50 %.1f ms, p99 %.1f ms, %.0f errors/s, %d under way",
        second.at(),
        second.done(),
        second.meant(),
        second.p50Millis(),
        second.p99Millis(),
        second.errors(),
        second.inFlight());
  }

  private void redraw(Second second) {
    List<String> lines = new ArrayList<>();
    int filled = (int) Math.min(BAR, BAR * second.at() / totalSeconds);
    lines.add(
        String.format(
            Locale.ROOT,
            "[%s%s] %.0f of %.0f s",
            "#".repeat(filled),
            ".".repeat(BAR - filled),
            second.at(),
            totalSeconds));
    lines.add(line(second));
    for (Action action : Action.values()) {
      lines.add(row(meter.of(action)));
    }
    lines.add(row(visible));
    lines.add(row(readers.timings()) + "  " + readers.lost() + " connections lost");
    lines.add("errors by code: " + (meter.errors().isEmpty() ? "none" : codes(meter.errors())));
    StringBuilder block = new StringBuilder();
    if (drawn > 0) {
      block.append("\033[").append(drawn).append('A');
    }
    // To the end of the line: the one before may have been longer.
    lines.forEach(each -> block.append(each).append("\033[K\n"));
    drawn = lines.size();
    out.print(block);
  }

  private static String row(Timings timings) {
    return String.format(
        Locale.ROOT,
        "  %-30s %8d  p50 %8.1f ms  p99 %8.1f ms  %d errors",
        timings.action(),
        timings.count(),
        timings.millis(50),
        timings.millis(99),
        timings.errors());
  }

  static String codes(Map<String, Long> errors) {
    List<String> all = new ArrayList<>();
    errors.forEach((code, count) -> all.add(code + ": " + count));
    return String.join(", ", all);
  }
}
