package dev.twite.logger.store.loki;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twite.common.boot.Component;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.metrics.Metrics;
import io.prometheus.client.Counter;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loki's HTTP interface. What may be better later is UNAVAILABLE; while Loki asked for a pause
 * ({@code Retry-After}), it is so without asking again.
 */
final class LokiClient implements Component {
  private static final Logger log = LoggerFactory.getLogger(LokiClient.class);
  private static final String PUSH = "/loki/api/v1/push";
  private static final String QUERY = "/loki/api/v1/query_range";
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LokiConfig config;
  private final Clock clock;
  private final Counter answers;
  private HttpClient http;
  private volatile long pausedUntilMs;

  @Inject
  LokiClient(LokiConfig config, Clock clock, Metrics metrics) {
    this.config = config;
    this.clock = clock;
    this.answers =
        metrics.counter("twite_logger_loki_answers_total", "Answers of Loki", "call", "status");
  }

  @Override
  public void start() {
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  @Override
  public void stop() {
    http.shutdownNow();
  }

  /**
   * Sends lines.
   *
   * @param body JSON, as {@link PushBody} writes it
   * @return false when Loki has something against these very lines: for good
   */
  boolean push(byte[] body) {
    if (clock.millis() < pausedUntilMs) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE, "Loki asked for a pause");
    }
    HttpRequest request =
        to(config.at(PUSH))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<String> answer = send("push", request);
    return switch (answer.statusCode()) {
      case 200, 204 -> true;
      case 400, 413, 422 -> {
        log.warn("Loki has something against lines: {}", shortened(answer.body()));
        yield false;
      }
      default -> {
        pausedUntilMs = clock.millis() + RetryAfter.of(answer, clock).toMillis();
        throw away(answer);
      }
    };
  }

  /** Asks for lines. */
  JsonNode query(Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .map(
                one ->
                    one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpResponse<String> answer = send("query", to(config.at(QUERY + "?" + query)).GET().build());
    if (answer.statusCode() == 400) {
      log.warn("Loki has something against a question: {}", shortened(answer.body()));
      throw TwiteException.of(
          ErrorCode.INVALID_REQUEST, "Loki has something against that; ask for a shorter time");
    }
    if (answer.statusCode() != 200) {
      log.warn("Loki did not answer: {} {}", answer.statusCode(), shortened(answer.body()));
      throw away(answer);
    }
    try {
      return JSON.readTree(answer.body());
    } catch (IOException unreadable) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE, "Loki's answer is no JSON", unreadable);
    }
  }

  private HttpRequest.Builder to(URI address) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(config.timeout());
    if (!config.tenant().isEmpty()) {
      request.header("X-Scope-OrgID", config.tenant());
    }
    if (!config.authorization().reveal().isEmpty()) {
      request.header("Authorization", config.authorization().reveal());
    }
    return request;
  }

  private HttpResponse<String> send(String call, HttpRequest request) {
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      answers.labels(call, Integer.toString(answer.statusCode())).inc();
      return answer;
    } catch (IOException away) {
      answers.labels(call, "none").inc();
      throw TwiteException.of(ErrorCode.UNAVAILABLE, "Loki is away", away);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
    }
  }

  // 401, 403 and 404 too: a wrong setting is no fault of the lines, they wait until it is mended.
  private static TwiteException away(HttpResponse<String> answer) {
    return TwiteException.of(
        ErrorCode.UNAVAILABLE, "Loki answered with status " + answer.statusCode());
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(text.length(), 300)).strip();
  }
}
