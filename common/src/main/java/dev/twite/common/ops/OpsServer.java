package dev.twite.common.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.twite.common.boot.Component;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.metrics.ProcessMetrics;
import dev.twite.common.reconcile.ReconcileHandler;
import dev.twite.common.thread.Threads;
import io.prometheus.client.exporter.common.TextFormat;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations port: {@code /healthz} (the process lives), {@code /readyz} (it takes work),
 * {@code /metrics} (Prometheus text), {@code /version}; for operators {@code POST /reconcile}. The
 * JDK's own small server: it must answer when everything else is busy.
 */
public final class OpsServer implements Component {
  private final OpsConfig config;
  private final Metrics metrics;
  private static final Logger log = LoggerFactory.getLogger(OpsServer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Set<HealthCheck> checks;
  private final ReconcileHandler reconcile;
  private final ExecutorService executor;
  private final ReadinessMeter meter;
  private volatile boolean ready;
  private HttpServer server;

  @Inject
  OpsServer(
      OpsConfig config, Metrics metrics, Set<HealthCheck> checks, ReconcileHandler reconcile) {
    this.config = config;
    this.metrics = metrics;
    this.checks = checks;
    this.reconcile = reconcile;
    this.executor = Threads.perTask("ops-" + metrics.service());
    this.meter = new ReadinessMeter(this::readiness, checks, metrics);
  }

  @Override
  public void start() throws IOException {
    ProcessMetrics.addTo(metrics);
    server = HttpServer.create(new InetSocketAddress(config.host(), config.port()), 64);
    server.setExecutor(executor);
    server.createContext("/healthz", exchange -> answer(exchange, 200, "text/plain", "ok\n"));
    server.createContext("/readyz", this::readyz);
    server.createContext("/metrics", this::metrics);
    server.createContext(
        "/version", exchange -> answer(exchange, 200, "text/plain", Version.current() + "\n"));
    server.createContext("/reconcile", reconcile);
    server.start();
    meter.start();
  }

  @Override
  public void stop() throws InterruptedException {
    meter.stop(PATIENCE);
    if (server != null) {
      server.stop(0);
    }
    // A long reconciliation must not hold up the end: it is asked for again.
    executor.shutdownNow();
    if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      log.warn("Requests on the operations port did not end within {}", PATIENCE);
    }
  }

  /** Turned on when every component has started, off before the first one stops. */
  public void ready(boolean value) {
    ready = value;
  }

  /** Runs the checks. */
  public Readiness readiness() {
    if (!ready) {
      return new Readiness(false, Map.of(metrics.service(), "starting or stopping"));
    }
    Map<String, String> failures = new TreeMap<>();
    for (HealthCheck check : checks) {
      try {
        check.check();
      } catch (Exception | Error failed) {
        failures.put(check.name(), failed.getClass().getSimpleName());
      }
    }
    return new Readiness(failures.isEmpty(), failures);
  }

  private void readyz(HttpExchange exchange) throws IOException {
    Readiness state = readiness();
    String text =
        state.ready()
            ? "ready\n"
            : state.failures().entrySet().stream()
                .map(failure -> failure.getKey() + ": " + failure.getValue() + "\n")
                .collect(Collectors.joining());
    answer(exchange, state.ready() ? 200 : 503, "text/plain", text);
  }

  private void metrics(HttpExchange exchange) throws IOException {
    StringWriter text = new StringWriter();
    TextFormat.write004(text, metrics.registry().metricFamilySamples());
    answer(exchange, 200, TextFormat.CONTENT_TYPE_004, text.toString());
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
