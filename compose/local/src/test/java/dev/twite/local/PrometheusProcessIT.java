package dev.twite.local;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.local.PrometheusProcess.Alert;
import dev.twite.local.PrometheusProcess.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What proofs of alerts and dashboards stand on. */
class PrometheusProcessIT {
  private static final String CONFIG =
      """
      global: {scrape_interval: 200ms, evaluation_interval: 200ms}
      rule_files: [rules.yml]
      """;
  private static final String RULES =
      """
      groups:
        - name: test
          rules:
            - {alert: Always, expr: vector(%s) > 1, labels: {severity: page}}
      """;

  @TempDir Path folder;

  @BeforeEach
  void installed() {
    Installed.orSkip("prometheus");
  }

  @Test
  void itAnswersReloadsFiresAndEnds() throws Exception {
    Path config = Files.writeString(folder.resolve("prometheus.yml"), CONFIG);
    Path rules = Files.writeString(folder.resolve("rules.yml"), RULES.formatted("2"));
    long pid;
    try (PrometheusProcess prometheus = PrometheusProcess.start(config, folder.resolve("run"))) {
      pid = prometheus.pid();
      assertThat(prometheus.query("1 / 0"))
          .containsExactly(new Sample(Map.of(), Double.POSITIVE_INFINITY));
      assertThat(prometheus.query("label_replace(vector(7), \"a\", \"b\", \"\", \"\")"))
          .containsExactly(new Sample(Map.of("a", "b"), 7));
      assertThat(prometheus.query("nobody_has_this")).isEmpty();
      assertThatThrownBy(() -> prometheus.query("sum("))
          .hasMessageContaining("sum( is refused")
          .hasMessageContaining("parse error");
      eventually(
          () ->
              assertThat(prometheus.alerts())
                  .containsExactly(
                      new Alert(
                          "firing", Map.of("alertname", "Always", "severity", "page"), Map.of())));
      Files.writeString(rules, RULES.formatted("0"));
      prometheus.reload();
      eventually(() -> assertThat(prometheus.alerts()).isEmpty());
      Files.writeString(rules, "groups: nonsense");
      assertThatThrownBy(prometheus::reload).hasMessageContaining("nonsense");
    }
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void whyItDoesNotStartIsSaid() throws Exception {
    Path config = Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: nonsense");
    assertThatThrownBy(() -> PrometheusProcess.start(config, folder.resolve("run")))
        .hasMessageContaining("nonsense");
  }
}
