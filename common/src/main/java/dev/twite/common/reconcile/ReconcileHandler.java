package dev.twite.common.reconcile;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.twite.common.error.Outages;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Json;
import dev.twite.common.identity.CallTokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /reconcile?repair=true|false} on the operations port: runs all reconcilers of the
 * service, one after another, and answers {@link ReconcileResults}. It changes data and costs work,
 * so the caller proves with a call token to be the operator's command or svc-admin (S20); 401 and
 * 403 otherwise. One run at a time: 409.
 */
public final class ReconcileHandler implements HttpHandler {
  private static final Logger log = LoggerFactory.getLogger(ReconcileHandler.class);
  private static final Set<String> CALLERS = Set.of("local", "admin");
  private static final String BEARER = "Bearer ";

  private final List<Reconciler> reconcilers;
  private final CallTokens tokens;
  private final Semaphore running = new Semaphore(1);

  @Inject
  ReconcileHandler(Set<Reconciler> reconcilers, CallTokens tokens) {
    this.reconcilers = reconcilers.stream().sorted(Comparator.comparing(Reconciler::name)).toList();
    this.tokens = tokens;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int refusal = refusalOf(exchange);
      if (refusal != 0) {
        answer(exchange, refusal, new byte[0]);
      } else if (!running.tryAcquire()) {
        answer(exchange, 409, new byte[0]);
      } else {
        try {
          boolean repair = "repair=true".equals(exchange.getRequestURI().getQuery());
          answer(exchange, 200, Json.write(run(repair)));
        } finally {
          running.release();
        }
      }
    }
  }

  /** Runs all reconcilers; one that fails does not stop the others. */
  public ReconcileResults run(boolean repair) {
    List<ReconcileResult> results = new ArrayList<>();
    for (Reconciler reconciler : reconcilers) {
      results.add(run(reconciler, repair));
    }
    return new ReconcileResults(results);
  }

  private static ReconcileResult run(Reconciler reconciler, boolean repair) {
    try {
      ReconcileReport report = reconciler.run(repair);
      log.info("Reconciled {}: {}", reconciler.name(), report);
      return ReconcileResult.of(reconciler.name(), report);
    } catch (RuntimeException failed) {
      log.warn("Could not reconcile {}", reconciler.name(), failed);
      return ReconcileResult.failed(
          reconciler.name(), Outages.codeOf(failed).map(code -> code.word()).orElse("internal"));
    }
  }

  // 0 = none.
  private int refusalOf(HttpExchange exchange) {
    if (!exchange.getRequestMethod().equals("POST")) {
      return 405;
    }
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null || !header.startsWith(BEARER)) {
      return 401;
    }
    try {
      CallTokens.Verified caller = tokens.verify(header.substring(BEARER.length()));
      return CALLERS.contains(caller.service()) ? 0 : 403;
    } catch (TwiteException refused) {
      return 401;
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    byte[] text =
        body.length > 0 ? body : ("{\"status\":" + status + "}").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
  }
}
