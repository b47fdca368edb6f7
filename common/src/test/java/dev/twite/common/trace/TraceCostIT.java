package dev.twite.common.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What tracing costs a request that goes by HTTP and gRPC to PostgreSQL (two statements and a
 * commit), Redis and the outbox: with tracing off, and with shares of the requests recorded; in one
 * run, turn by turn, printed. Promised is only that every request is answered. Knows nothing of
 * tracing but its settings, so that it runs on a Twite without it too, where all turns are alike.
 */
@Tag("verify")
class TraceCostIT {
  private static final List<String> SHARES = List.of("off", "0.01", "1", "off again");
  private static final int BURST = 50;
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 30;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void everyRequestIsAnsweredWhateverIsRecorded() throws Exception {
    HttpServer collector = sink();
    List<Cluster> clusters = new ArrayList<>();
    int[] ports = new int[SHARES.size()];
    try {
      for (int i = 0; i < ports.length; i++) {
        ports[i] = Cluster.freePort();
        clusters.add(start(SHARES.get(i), ports[i], collector.getAddress().getPort()));
      }
      long[][] nanos = new long[ports.length][ROUNDS];
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        for (int i = 0; i < ports.length; i++) {
          long took = burst(ports[i]);
          if (round >= 0) {
            nanos[i][round] = took;
          }
        }
      }
      print(nanos);
    } finally {
      clusters.forEach(Cluster::close);
      collector.stop(0);
    }
  }

  private static Cluster start(String share, int port, int collector) throws Exception {
    TestEnv env =
        new TestEnv()
            .postgres("sample")
            .redis()
            .kafka()
            // A machine that is busy with something else only takes longer.
            .set("HTTP_DEADLINE", "5m")
            .set("GRPC_DEADLINE", "5m")
            .set("REDIS_TIMEOUT", "2m")
            .set("PG_MAX_WAIT", "2m")
            .set("FRONT_HTTP_PORT", Integer.toString(port));
    if (!share.startsWith("off")) {
      env.set("TRACING", "otlp")
          .set("OTLP_ENDPOINT", "http://127.0.0.1:" + collector)
          .set("TRACE_SAMPLE", share);
    }
    Cluster cluster = new Cluster(env);
    cluster.start(new BackSpec());
    cluster.start(new FrontSpec());
    return cluster;
  }

  /** Takes everything and keeps nothing. */
  private static HttpServer sink() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
    return server;
  }

  /** One request after another; nanoseconds a request. */
  private long burst(int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/things/one"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"text\":\"hello\"}"))
            .build();
    long begin = System.nanoTime();
    for (int i = 0; i < BURST; i++) {
      assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(201);
    }
    return (System.nanoTime() - begin) / BURST;
  }

  private static void print(long[][] nanos) {
    Map<String, Double> medians = new java.util.LinkedHashMap<>();
    for (int i = 0; i < nanos.length; i++) {
      Arrays.sort(nanos[i]);
      medians.put(SHARES.get(i), nanos[i][ROUNDS / 2] / 1e3);
      System.out.printf(
          Locale.ROOT,
          "tracing %s: median %.0f µs a request, best %.0f, of %d times %d; %.3f times that of off%n",
          SHARES.get(i),
          nanos[i][ROUNDS / 2] / 1e3,
          nanos[i][0] / 1e3,
          ROUNDS,
          BURST,
          medians.get(SHARES.get(i)) / medians.get("off"));
    }
  }
}
