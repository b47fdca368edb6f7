package dev.twite.bench.bots;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class HtmlReportTest {
  @Test
  void showsWhatWasMeasuredAndNeedsNothingElse() {
    Meter meter = new Meter();
    meter.took(Action.HOME, TimeUnit.MILLISECONDS.toNanos(40), true);
    meter.took(Action.HOME, TimeUnit.MILLISECONDS.toNanos(9_000), false);
    meter.failed(Action.LIKE, "503", true);
    var closed = meter.tick(1, 2);
    String html =
        new HtmlReport(
                Map.of("at", "<there>"),
                List.of(new Limits.Verdict("p99", "40 ms", "30 ms", false)),
                meter,
                List.of(),
                1)
            .text();
    assertThat(closed.done()).isEqualTo(2);
    assertThat(html)
        .contains("&lt;there&gt;", "<td>home</td><td>1</td>", "<td>503</td><td>1</td>")
        .contains("<span class=\"broken\">broken</span>")
        .doesNotContain("<script", "<link", "src=", "href=", "@import");
    assertThat(html.split("<svg", -1)).hasSize(5);
  }

  @Test
  void plotsAreWellFormedAndInTheirFrame() throws Exception {
    double[] x = {1, 2, 3};
    String svg = new Plot("Latency", "ms").line("p99", x, new double[] {0, 730, 12}).svg();
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    String points =
        document
            .getElementsByTagName("polyline")
            .item(0)
            .getAttributes()
            .getNamedItem("points")
            .getNodeValue();
    assertThat(points.split(" ", -1)).hasSize(3);
    for (String point : points.split(" ", -1)) {
      double y = Double.parseDouble(point.split(",", 2)[1]);
      assertThat(y).isBetween(26.0, 212.0);
    }
    // 730 rounds up to five steps of 200.
    assertThat(svg).contains(">1000</text>");
  }

  @Test
  void axesHaveRoundSteps() {
    assertThat(Plot.step(730)).isEqualTo(200);
    assertThat(Plot.step(1_000)).isEqualTo(200);
    assertThat(Plot.step(1_001)).isEqualTo(500);
    assertThat(Plot.step(0.04)).isEqualTo(0.01);
  }
}
