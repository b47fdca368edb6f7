package dev.twite.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A real Prometheus with a configuration of the test's, on a port and data of its own. */
final class PrometheusProcess extends ToolProcess {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A series and its value now; of a scalar, without labels. */
  record Sample(Map<String, String> labels, double value) {}

  /**
   * An alert whose condition holds.
   *
   * @param state {@code pending} or {@code firing}
   * @param labels with {@code alertname}
   */
  record Alert(String state, Map<String, String> labels, Map<String, String> annotations) {
    String name() {
      return labels.getOrDefault("alertname", "");
    }
  }

  private PrometheusProcess(Path log, int port, Process process) {
    super("Prometheus", log, port, process);
  }

  /**
   * Starts it and waits until it is ready. Where it is not installed the test is skipped; see
   * {@link Installed}.
   *
   * @param config a {@code prometheus.yml}; names in it are relative to its folder
   * @param folder for data and log, made when it is not there
   */
  static PrometheusProcess start(Path config, Path folder) throws Exception {
    Installed.orSkip("prometheus");
    Path home = Files.createDirectories(folder.toAbsolutePath());
    Path log = home.resolve("prometheus.log");
    int port = FreeBase.next();
    Process process =
        launch(
            home,
            log,
            List.of(
                "prometheus",
                "--config.file=" + config.toAbsolutePath(),
                "--storage.tsdb.path=" + home.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--web.enable-lifecycle"));
    return ready(new PrometheusProcess(log, port, process));
  }

  /** What an expression is now; empty where it has no data. Fails where it is none. */
  List<Sample> query(String expression) throws IOException, InterruptedException {
    JsonNode data = data("/api/v1/query?query=" + encoded(expression));
    JsonNode result = data.path("result");
    return switch (data.path("resultType").asText()) {
      case "scalar" -> List.of(new Sample(Map.of(), number(result.path(1))));
      case "vector", "matrix" -> {
        List<Sample> samples = new ArrayList<>();
        for (JsonNode series : result) {
          // Of a range the last one.
          JsonNode values = series.path("values");
          JsonNode last =
              values.isMissingNode() ? series.path("value") : values.path(values.size() - 1);
          samples.add(new Sample(texts(series.path("metric")), number(last.path(1))));
        }
        yield samples;
      }
      default -> throw new AssertionError(expression + " is no number: " + data);
    };
  }

  /** Those that are pending or fire. */
  List<Alert> alerts() throws IOException, InterruptedException {
    List<Alert> alerts = new ArrayList<>();
    for (JsonNode alert : data("/api/v1/alerts").path("alerts")) {
      alerts.add(
          new Alert(
              alert.path("state").asText(),
              texts(alert.path("labels")),
              texts(alert.path("annotations"))));
    }
    return alerts;
  }

  /** Reads its configuration and rules again; fails where they are not taken. */
  void reload() throws IOException, InterruptedException {
    HttpResponse<String> answer = send(request("/-/reload").POST(BodyPublishers.noBody()));
    if (answer.statusCode() != 200) {
      throw new AssertionError("Prometheus does not reload: " + answer.body() + said());
    }
  }

  /** The member {@code data} of what the API answers to a GET. */
  JsonNode data(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(request(path).GET());
    JsonNode body = JSON.readTree(answer.body());
    if (!body.path("status").asText().equals("success")) {
      throw new AssertionError(decoded(path) + " is refused: " + answer.body());
    }
    return body.path("data");
  }

  private static double number(JsonNode text) {
    return switch (text.asText()) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text.asText());
    };
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
    return texts;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
