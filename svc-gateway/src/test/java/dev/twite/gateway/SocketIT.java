package dev.twite.gateway;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.inTime;
import static dev.twite.common.testing.Eventually.promised;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.boot.RunningService;
import dev.twite.common.http.HttpServer;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TimedTest;
import dev.twite.gateway.fake.EchoSockets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bridge to svc-websocket, with instances that say back what they hear. */
final class SocketIT {
  private final HttpClient http = HttpClient.newHttpClient();
  private Gateways gateways;
  private RunningService first;
  private RunningService second;
  private RunningService gateway;

  @BeforeEach
  void start() throws Exception {
    int one = Cluster.freePort();
    int two = Cluster.freePort();
    gateways =
        Gateways.with(
            "GATEWAY_WEBSOCKET_URLS", "ws://127.0.0.1:%d, ws://127.0.0.1:%d".formatted(one, two));
    gateways.env.set("ECHO1_SOCKETS_MAX", "3");
    first = echo("echo1", one);
    second = echo("echo2", two);
    gateway = gateways.start();
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    gateways.close();
  }

  @Test
  void aTicketIsForWhoAsksAndOpensThroughTheGateway() throws Exception {
    Client someone = Gateways.signedUp(Gateways.clientOf(gateway), "sockets");
    Answer ticket = someone.post("/v1/ws/tickets", "");
    assertThat(ticket.status()).isEqualTo(200);
    assertThat(ticket.header("Cache-Control")).isEqualTo("no-store");
    String id = someone.get("/v1/me").body().path("id").asText();
    assertThat(ticket.body().path("ticket").asText()).isEqualTo("ticket-of-" + id);
    Heard heard = open("?ticket=" + ticket.body().path("ticket").asText());
    eventually(() -> assertThat(heard.texts).hasSize(1));
    assertThat(heard.texts.peek()).matches("ticket-of-" + id + " 127.0.0.1 [0-9a-f]{32}");
    // Whole messages both ways, up to the largest.
    String large = "ä".repeat(30_000);
    heard.socket.sendText("hello", true).join();
    heard.socket.sendText(large.substring(0, 10_000), false).join();
    heard.socket.sendText(large.substring(10_000), true).join();
    eventually(() -> assertThat(heard.texts).hasSize(3));
    assertThat(heard.texts).contains("hello", large);
  }

  @Test
  void aRequestWithoutHandshakeIsToldSo() {
    Answer answer = Gateways.clientOf(gateway).get("/v1/ws");
    assertThat(answer.faults()).containsExactly("Upgrade:required");
  }

  @Test
  void closeCodesPassBothWays() throws Exception {
    for (int code : new int[] {1001, 4401, 4408, 4429}) {
      Heard heard = open("?ticket=t");
      heard.socket.sendText("close " + code, true).join();
      eventually(() -> assertThat(heard.code).isEqualTo(code));
    }
    Heard leaver = open("?ticket=t");
    eventually(() -> assertThat(open(first) + open(second)).isEqualTo(1));
    leaver.socket.sendClose(1000, "bye").join();
    eventually(() -> assertThat(open(first) + open(second)).isZero());
    eventually(() -> assertThat(open(gateway)).isZero());

    Heard binary = open("?ticket=t");
    binary.socket.sendBinary(ByteBuffer.allocate(3), true).join();
    eventually(() -> assertThat(binary.code).isEqualTo(1003));
    Heard large = open("?ticket=t");
    large.socket.sendText("x".repeat(70_000), true).join();
    eventually(() -> assertThat(large.code).isEqualTo(1009));
    eventually(() -> assertThat(open(first) + open(second)).isZero());
  }

  @Test
  void refusalsBeforeTheUpgradePass_S15() {
    assertThatThrownBy(
            () ->
                http.newWebSocketBuilder()
                    .header("Origin", "https://evil.example")
                    .buildAsync(uri("?ticket=t"), new Heard())
                    .join())
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(403));
    eventually(() -> assertThat(open(gateway)).isZero());
  }

  @Test
  void onlyATicketIsPassedOn_S24() {
    for (String query :
        List.of("?ticket=", "?ticket=%7C", "?ticket=t&ticket=u", "?ticket=t&a=b", "?token=t")) {
      assertThatThrownBy(() -> open(query))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(400));
    }
    eventually(() -> assertThat(open(gateway)).isZero());
  }

  @TimedTest
  void anInstanceThatTakesNobodyIsPassedOver() throws Exception {
    for (int i = 0; i < 8; i++) {
      Heard heard = promptly();
      eventually(() -> assertThat(heard.texts).hasSize(1));
    }
    eventually(() -> assertThat(List.of(open(first), open(second))).containsExactly(3.0, 5.0));
  }

  @TimedTest
  void instancesTakeTurnsAndOneThatIsGoneIsPassedOver_R17() throws Exception {
    Heard one = promptly();
    Heard two = promptly();
    eventually(() -> assertThat(List.of(open(first), open(second))).containsExactly(1.0, 1.0));
    first.close();
    // Whoever was there is told to come back, and comes to the other.
    eventually(() -> assertThat(List.of(one.code, two.code)).containsExactlyInAnyOrder(0, 1001));
    for (int i = 0; i < 4; i++) {
      Heard next = promptly();
      eventually(() -> assertThat(next.texts).hasSize(1));
    }
    eventually(() -> assertThat(open(second)).isEqualTo(5));
    second.close();
    assertThatThrownBy(() -> open("?ticket=t"))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(503));
  }

  @Test
  void aHandshakeThatIsGivenUpIsEnded() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      gateways.env.set("GATEWAY_WEBSOCKET_URLS", "ws://127.0.0.1:" + silent.getLocalPort());
      gateway = gateways.start();
      assertThatThrownBy(() -> open("?ticket=t"))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(503));
      try (Socket given = silent.accept()) {
        given.setSoTimeout(60_000);
        // All that was sent, up to the end.
        String request =
            new String(given.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(request).startsWith("GET /v1/ws?ticket=t ");
      }
    }
  }

  @Test
  void aStoppingGatewaySaysGoodBye_R17() throws Exception {
    Heard heard = open("?ticket=t");
    eventually(() -> assertThat(heard.texts).hasSize(1));
    gateway.close();
    eventually(() -> assertThat(heard.code).isEqualTo(1001));
    eventually(() -> assertThat(open(first) + open(second)).isZero());
  }

  @TimedTest
  void oneThatDoesNotReadIsClosedAndFillsNoMemory_R15() throws Exception {
    try (Socket stalled = new Socket()) {
      stalled.setReceiveBufferSize(4096);
      stalled.connect(
          new InetSocketAddress(
              InetAddress.getLoopbackAddress(), gateway.get(HttpServer.class).port()));
      String handshake =
          """
          GET /v1/ws?ticket=t HTTP/1.1
          Host: 127.0.0.1
          Upgrade: websocket
          Connection: Upgrade
          Sec-WebSocket-Version: 13
          Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==

          """;
      stalled
          .getOutputStream()
          .write(handshake.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
      eventually(() -> assertThat(open(gateway)).isEqualTo(1));
      // "flood", masked with zeros.
      stalled
          .getOutputStream()
          .write(new byte[] {(byte) 0x81, (byte) 0x85, 0, 0, 0, 0, 'f', 'l', 'o', 'o', 'd'});
      promised(Duration.ofSeconds(11), () -> assertThat(open(gateway)).isZero());
      eventually(() -> assertThat(open(first) + open(second)).isZero());
    }
  }

  private RunningService echo(String name, int port) throws Exception {
    String prefix = name.toUpperCase(Locale.ROOT);
    gateways.env.set(prefix + "_HTTP_PORT", Integer.toString(port));
    return gateways.cluster.start(new EchoSockets(name));
  }

  private URI uri(String query) {
    return URI.create("ws://127.0.0.1:" + gateway.get(HttpServer.class).port() + "/v1/ws" + query);
  }

  private Heard open(String query) throws Exception {
    Heard heard = new Heard();
    heard.socket = http.newWebSocketBuilder().buildAsync(uri(query), heard).get();
    return heard;
  }

  /** Not so late that the gateway may have given an instance up meanwhile. */
  private Heard promptly() throws Exception {
    long begin = System.nanoTime();
    Heard heard = open("?ticket=t");
    inTime(Duration.ofSeconds(1), begin);
    return heard;
  }

  private static double open(RunningService service) {
    return service.get(Metrics.class).registry().getSampleValue("twite_sockets");
  }

  private static final class Heard implements WebSocket.Listener {
    final ConcurrentLinkedQueue<String> texts = new ConcurrentLinkedQueue<>();
    private final StringBuilder text = new StringBuilder();
    volatile WebSocket socket;
    volatile int code;

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        texts.add(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      code = status;
      return null;
    }
  }
}
