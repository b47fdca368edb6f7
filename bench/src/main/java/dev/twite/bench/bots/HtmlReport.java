package dev.twite.bench.bots;

import dev.twite.bench.BenchException;
import dev.twite.bench.Timings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is left of a run: one file with figures and plots, without scripts and links. */
final class HtmlReport {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
      body { max-width: 900px; margin: 2rem auto; padding: 0 1rem; }
      table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; }
      th, td { text-align: right; padding: .25rem .5rem; border-bottom: 1px solid #8884; }
      th:first-child, td:first-child { text-align: left; }
      .held { color: #2a7d2a; } .broken { color: #c62828; font-weight: 600; }
      svg { width: 100%; height: auto; margin: .5rem 0; }
      svg text { font: 11px system-ui, sans-serif; fill: currentColor; }
      svg .t { font-weight: 600; } svg .y, svg .l { text-anchor: end; } svg .x { text-anchor: middle; }
      svg .l { fill: inherit; } svg .g { stroke: #8884; }
      """;

  private final StringBuilder html = new StringBuilder();

  /**
   * @param facts about the run, by name
   * @param others timings that are not of actions
   * @param soakSeconds how long was judged
   */
  HtmlReport(
      Map<String, String> facts,
      List<Limits.Verdict> verdicts,
      Meter meter,
      List<Timings> others,
      double soakSeconds) {
    html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<title>Twite: a run of bots</title><style>")
        .append(STYLE)
        .append("</style></head><body><h1>A run of bots</h1>");
    table(List.of("what", "value"), facts.entrySet().stream().map(HtmlReport::row).toList());
    verdicts(verdicts);
    html.append("<h2>Actions, after the ramp</h2>")
        .append("<p>Milliseconds from the intended begin.</p>");
    actions(meter, others, soakSeconds);
    errors(meter.errors());
    plots(meter.seconds());
    html.append("</body></html>\n");
  }

  void write(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Files.writeString(file, html);
    } catch (IOException e) {
      throw new BenchException("Can't write " + file + ": " + e.getMessage(), e);
    }
  }

  String text() {
    return html.toString();
  }

  private static List<String> row(Map.Entry<String, String> fact) {
    return List.of(escape(fact.getKey()), escape(fact.getValue()));
  }

  private void verdicts(List<Limits.Verdict> verdicts) {
    html.append("<h2>Limits</h2>");
    List<List<String>> rows = new ArrayList<>();
    for (Limits.Verdict verdict : verdicts) {
      String held = verdict.held() ? "held" : "broken";
      rows.add(
          List.of(
              escape(verdict.name()),
              escape(verdict.value()),
              escape(verdict.limit()),
              "<span class=\"" + held + "\">" + held + "</span>"));
    }
    table(List.of("limit", "measured", "at most", ""), rows);
  }

  private void actions(Meter meter, List<Timings> others, double seconds) {
    List<List<String>> rows = new ArrayList<>();
    List<Timings> all = new ArrayList<>();
    for (Action action : Action.values()) {
      all.add(meter.of(action));
    }
    all.add(meter.all());
    all.addAll(others);
    for (Timings timings : all) {
      rows.add(
          List.of(
              escape(timings.action()),
              Long.toString(timings.count()),
              number(timings.perSecond(seconds)),
              number(timings.millis(50)),
              number(timings.millis(90)),
              number(timings.millis(99)),
              number(timings.millis(99.9)),
              number(timings.millis(100)),
              Long.toString(timings.errors())));
    }
    table(
        List.of("action", "done", "per second", "p50", "p90", "p99", "p99.9", "most", "errors"),
        rows);
  }

  private void errors(Map<String, Long> errors) {
    html.append("<h2>Errors by code</h2>");
    if (errors.isEmpty()) {
      html.append("<p>None.</p>");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    errors.forEach((code, count) -> rows.add(List.of(escape(code), Long.toString(count))));
    table(List.of("code", "count"), rows);
  }

  private void plots(List<Second> seconds) {
    html.append("<h2>Over time, with the ramp</h2>");
    html.append(
        new Plot("Actions", "a second")
            .line("meant", seconds, Second::meant)
            .line("done", seconds, Second::done)
            .svg());
    html.append(
        new Plot("Latency", "ms")
            .line("p50", seconds, Second::p50Millis)
            .line("p99", seconds, Second::p99Millis)
            .svg());
    html.append(new Plot("Errors", "a second").line("errors", seconds, Second::errors).svg());
    html.append(new Plot("Under way", "actions").line("actions", seconds, Second::inFlight).svg());
  }

  private void table(List<String> head, List<List<String>> rows) {
    html.append("<table><tr>");
    head.forEach(cell -> html.append("<th>").append(cell).append("</th>"));
    html.append("</tr>");
    for (List<String> row : rows) {
      html.append("<tr>");
      row.forEach(cell -> html.append("<td>").append(cell).append("</td>"));
      html.append("</tr>");
    }
    html.append("</table>");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
