package dev.twite.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every PromQL that somebody wrote: of dashboards, recording rules and alerts. */
final class Expressions {
  private static final Path DASHBOARDS = Path.of("../grafana/dashboards");
  private static final Pattern VARIABLE = Pattern.compile("label_values\\((.*), \\w+\\)");

  private final Map<String, String> all = new LinkedHashMap<>();

  private Expressions() {}

  /**
   * Each expression that is to have data, once, with a place where it stands. Of an alert, which is
   * to have none, each of its selectors: then it would fire when their values are so.
   */
  static Map<String, String> of(PrometheusProcess prometheus) throws Exception {
    Expressions expressions = new Expressions();
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      for (Path file : files.sorted().toList()) {
        expressions.addDashboard(file);
      }
    }
    int dashboards = expressions.all.size();
    for (JsonNode group : prometheus.data("/api/v1/rules").path("groups")) {
      group.path("rules").forEach(expressions::addRule);
    }
    if (dashboards == 0 || expressions.all.size() == dashboards) {
      throw new AssertionError("No dashboards or no rules: only " + expressions.all.values());
    }
    return expressions.all;
  }

  private void addDashboard(Path file) throws IOException {
    String name = file.getFileName().toString();
    JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
    List<JsonNode> queries = new ArrayList<>();
    dashboard
        .path("panels")
        .forEach(panel -> panel.path("targets").forEach(target -> queries.add(target)));
    for (JsonNode query : queries) {
      if (query.path("datasource").path("uid").asText().equals("prometheus")) {
        add(name, query.path("expr").asText());
      }
    }
    for (JsonNode annotation : dashboard.path("annotations").path("list")) {
      if (annotation.path("datasource").path("uid").asText().equals("prometheus")) {
        add(name, annotation.path("target").path("expr").asText());
      }
    }
    for (JsonNode variable : dashboard.path("templating").path("list")) {
      Matcher values = VARIABLE.matcher(variable.path("query").path("query").asText());
      if (values.matches()) {
        add(name, values.group(1));
      }
    }
  }

  /** Everything chosen, and a window that all of the run fits into. */
  private void add(String where, String expression) {
    String filled =
        expression.replace("$__rate_interval", "5m").replaceAll("\\$(service|instance)\\b", ".+");
    if (filled.contains("$") && !filled.contains("${1}")) {
      throw new AssertionError(where + " has a variable that this test does not know: " + filled);
    }
    all.putIfAbsent(filled, where);
  }

  private void addRule(JsonNode rule) {
    String name = rule.path("name").asText();
    String expression = rule.path("query").asText();
    if (rule.path("type").asText().equals("recording")) {
      all.putIfAbsent(expression, name);
    } else {
      Selectors.of(expression).forEach(selector -> all.putIfAbsent(selector, name));
    }
  }
}
