package dev.twite.bench.race;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireConnectionTest {
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private URI url;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          byte[] sent = exchange.getRequestBody().readAllBytes();
          String path = exchange.getRequestURI().getPath();
          String said =
              exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + new String(sent, UTF_8)
                  + "ä".repeat(path.equals("/long") ? 100_000 : 0);
          byte[] body = said.getBytes(UTF_8);
          int status = path.equals("/none") ? 204 : path.equals("/busy") ? 503 : 200;
          long length = status == 204 ? -1 : path.equals("/short") ? body.length : 0;
          exchange.sendResponseHeaders(status, length);
          if (status != 204) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void readsAnswersOfAllFormsOnOneConnection() throws IOException {
    try (WireConnection connection = new WireConnection(url)) {
      for (int i = 0; i < 3; i++) {
        assertThat(body(connection, "/short", "{\"a\":1}")).isEqualTo("Bearer t {\"a\":1}");
        assertThat(body(connection, "/chunked", "x")).isEqualTo("Bearer t x");
        assertThat(body(connection, "/long", "x")).isEqualTo("Bearer t x" + "ä".repeat(100_000));
        assertThat(connection.exchange(WireConnection.request("GET", "/none", "t", null)))
            .isEqualTo(204);
        assertThat(connection.body()).isEmpty();
      }
    }
  }

  @Test
  void aRoundCountsWhatIsWantedAndWhatIsNot() {
    byte[] good = WireConnection.request("GET", "/short", "t", null);
    byte[] busy = WireConnection.request("GET", "/busy", "t", null);
    AtomicInteger turn = new AtomicInteger();
    Requests half =
        random -> new Requests.Request(turn.incrementAndGet() % 2 == 0 ? good : busy, 200);
    Measured open = new WireLoad(url, 4, half).open(50, Duration.ofSeconds(1));
    assertThat(open.count() + open.errors()).isEqualTo(50);
    assertThat(open.errors()).isEqualTo(25);
    asked.set(0);
    Measured closed = new WireLoad(url, 2, half).closed(Duration.ofMillis(200));
    assertThat(closed.count() + closed.errors()).isEqualTo(asked.get()).isPositive();
  }

  @Test
  void anAnswerThatLacksWhatItMustHaveIsAnError() {
    byte[] request = WireConnection.request("GET", "/short", "t", null);
    AtomicInteger turn = new AtomicInteger();
    Requests half =
        random ->
            new Requests.Request(
                request,
                200,
                body ->
                    new String(body, UTF_8)
                        .contains(turn.incrementAndGet() % 2 == 0 ? "Bearer t" : "Bearer x"));
    Measured open = new WireLoad(url, 2, half).open(40, Duration.ofMillis(500));
    assertThat(open.errors()).isEqualTo(10);
    assertThat(open.count()).isEqualTo(10);
  }

  @Test
  void aServerThatIsNotThereIsAnErrorEach() {
    server.stop(0);
    Requests any =
        random -> new Requests.Request(WireConnection.request("GET", "/", "t", null), 200);
    Measured open = new WireLoad(url, 2, any).open(20, Duration.ofSeconds(1));
    assertThat(open.errors()).isEqualTo(20);
    assertThat(open.count()).isZero();
  }

  @Test
  void latencyCountsFromTheIntendedBegin() {
    // One connection that takes 50 ms an answer, asked 100 times a second: the last waits long.
    server.removeContext("/");
    server.createContext(
        "/",
        exchange -> {
          LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    Requests any =
        random -> new Requests.Request(WireConnection.request("GET", "/", "t", null), 200);
    Measured open = new WireLoad(url, 1, any).open(100, Duration.ofMillis(500));
    assertThat(open.p99Millis()).isGreaterThan(1_000);
  }

  private static String body(WireConnection connection, String path, String sent)
      throws IOException {
    int status = connection.exchange(WireConnection.request("POST", path, "t", sent));
    assertThat(status).isEqualTo(200);
    return new String(connection.body(), UTF_8);
  }
}
