package dev.twite.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twite.common.testing.TestEnv;
import dev.twite.local.NoData.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus, with the rules it gets in production, watches all of Twite while people use
 * it: every expression of dashboards and rules has data, or {@link NoData} says why not.
 */
@Tag("verify")
class ExpressionsProofIT {
  private static final Path PROMETHEUS = Path.of("../prometheus");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path folder;

  @Test
  void everyExpressionHasDataOrAReason() throws Exception {
    Installed.orSkip("prometheus");
    TestEnv.requireClickHouse();
    Map<String, String> env = new HashMap<>(Town.PATIENT);
    // So that the limiter is asked.
    env.put("TWITE_LIMITS", "strict");
    try (Town town = Town.oneProcess(folder.resolve("town"), env);
        Traffic traffic = new Traffic(town);
        PrometheusProcess prometheus =
            PrometheusProcess.start(config(town, "localhost:9090"), folder.resolve("prometheus"))) {
      // It watches itself too.
      config(town, prometheus.url().getAuthority());
      prometheus.reload();
      Map<String, String> wanted = Expressions.of(prometheus);
      Map<String, String> missing = new LinkedHashMap<>(wanted);
      long begin = System.nanoTime();
      long end = begin + PATIENCE.toNanos();
      do {
        traffic.round();
        removeThoseWithData(prometheus, missing);
      } while (!unexplained(prometheus, missing).isEmpty() && System.nanoTime() < end);

      assertThat(unexplained(prometheus, missing)).as("expressions without data").isEmpty();
      assertThat(faultyRules(prometheus)).isEmpty();
      assertThat(idleReasons(prometheus, wanted, missing))
          .as("reasons that explain nothing")
          .isEmpty();
      System.out.printf(
          "expressions: %d, with data: %d, with a reason why not: %d; %d s%n",
          wanted.size(),
          wanted.size() - missing.size(),
          missing.size(),
          Duration.ofNanos(System.nanoTime() - begin).toSeconds());
    }
  }

  /**
   * As in production, but for where the services are, no Alertmanager, and how often it looks.
   *
   * @param self where it is itself
   */
  private Path config(Town town, String self) throws Exception {
    Path home = Files.createDirectories(folder.resolve("config"));
    Path rules = Files.createDirectories(home.resolve("rules"));
    try (Stream<Path> files = Files.list(PROMETHEUS.resolve("rules"))) {
      for (Path file : files.toList()) {
        Files.copy(file, rules.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    List<Map<String, Object>> targets = new ArrayList<>();
    for (LocalService service : town.settings().services()) {
      String address = "127.0.0.1:" + town.settings().ports().ops(service);
      targets.add(Map.of("targets", List.of(address), "labels", Map.of("service", service.name())));
    }
    new ObjectMapper().writeValue(home.resolve("targets.json").toFile(), targets);
    String config = Files.readString(PROMETHEUS.resolve("prometheus.yml"));
    assertThat(config).contains("files: [targets/*.yml]", "localhost:9090");
    return Files.writeString(
        home.resolve("prometheus.yml"),
        config
            .replace("targets/*.yml", "targets.json")
            .replace("localhost:9090", self)
            .replaceAll("(?m)^  - job_name: alertmanager\\n( {4}.*\\n)+", "")
            .replaceAll("scrape_interval: \\w+", "scrape_interval: 1s")
            .replaceAll("scrape_timeout: \\w+", "scrape_timeout: 1s")
            .replaceAll("evaluation_interval: \\w+", "evaluation_interval: 1s")
            .replaceAll("(?m)^alerting:\\n( .*\\n)+", ""));
  }

  private static void removeThoseWithData(
      PrometheusProcess prometheus, Map<String, String> expressions) throws Exception {
    for (String expression : List.copyOf(expressions.keySet())) {
      if (hasData(prometheus, expression)) {
        expressions.remove(expression);
      }
    }
  }

  /** A quantile over a quiet time is no number, and a series all the same. */
  private static boolean hasData(PrometheusProcess prometheus, String expression) throws Exception {
    return !prometheus.query(expression).isEmpty();
  }

  /** With what they lack: at a selector without data, unless a reason covers it, or at none. */
  private static List<String> unexplained(PrometheusProcess prometheus, Map<String, String> missing)
      throws Exception {
    List<String> unexplained = new ArrayList<>();
    for (Map.Entry<String, String> one : missing.entrySet()) {
      List<String> empty = emptySelectors(prometheus, one.getKey());
      List<String> open = empty.stream().filter(selector -> reasonsOf(selector).isEmpty()).toList();
      // What says 0 where there is nothing must say it.
      boolean falls = one.getKey().contains(" or vector(0)");
      boolean compares = one.getKey().endsWith(" > 0");
      if (!open.isEmpty() || (falls && !compares) || (empty.isEmpty() && !compares)) {
        unexplained.add(one.getValue() + ": " + one.getKey() + " lacks " + open);
      }
    }
    return unexplained;
  }

  private static List<String> emptySelectors(PrometheusProcess prometheus, String expression)
      throws Exception {
    List<String> empty = new ArrayList<>();
    for (String selector : Selectors.of(expression)) {
      if (!hasData(prometheus, selector)) {
        empty.add(selector);
      }
    }
    return empty;
  }

  private static List<Reason> reasonsOf(String selector) {
    return NoData.REASONS.stream().filter(reason -> reason.covers(selector)).toList();
  }

  /** Those that no expression without data needs, or that claim "never" of what is there. */
  private static List<String> idleReasons(
      PrometheusProcess prometheus, Map<String, String> wanted, Map<String, String> missing)
      throws Exception {
    Map<Reason, Integer> uses = new HashMap<>();
    for (String expression : missing.keySet()) {
      for (String selector : emptySelectors(prometheus, expression)) {
        reasonsOf(selector).forEach(reason -> uses.merge(reason, 1, Integer::sum));
      }
    }
    TreeSet<String> faults = new TreeSet<>();
    for (Reason reason : NoData.REASONS) {
      if (!uses.containsKey(reason)) {
        faults.add(reason.series() + " covers nothing: " + reason.why());
      }
    }
    for (String expression : wanted.keySet()) {
      for (String selector : Selectors.of(expression)) {
        for (Reason reason : reasonsOf(selector)) {
          if (!reason.maybe() && hasData(prometheus, selector)) {
            faults.add(reason.series() + " is no reason: there is " + selector);
          }
        }
      }
    }
    return List.copyOf(faults);
  }

  private static List<String> faultyRules(PrometheusProcess prometheus) throws Exception {
    List<String> faulty = new ArrayList<>();
    prometheus
        .data("/api/v1/rules")
        .path("groups")
        .forEach(
            group ->
                group
                    .path("rules")
                    .forEach(
                        rule -> {
                          String error = rule.path("lastError").asText();
                          if (!error.isEmpty()) {
                            faulty.add(rule.path("name").asText() + ": " + error);
                          }
                        }));
    return faulty;
  }
}
