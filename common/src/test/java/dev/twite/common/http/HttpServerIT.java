package dev.twite.common.http;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.inTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.Role;
import dev.twite.common.identity.User;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TimedTest;
import dev.twite.common.trace.Tracing;
import io.grpc.Context;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServerIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private final int port = Cluster.freePort();
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch entered = new CountDownLatch(2);
  private final CountDownLatch release = new CountDownLatch(1);
  private HttpServer server;

  record Greeting(String text) {}

  private record Plain(Route route, Function<Request, Response> action) implements Endpoint {
    @Override
    public Response handle(Request request) {
      return action.apply(request);
    }
  }

  private record Streamed(Route route, Duration streamsFor, Function<Request, Response> action)
      implements Endpoint {
    @Override
    public Response handle(Request request) {
      return action.apply(request);
    }
  }

  /** Whether it is closed is told. */
  private static final class Bytes implements Response.Stream {
    static final AtomicInteger closed = new AtomicInteger();
    private final int announced;

    Bytes(int announced) {
      this.announced = announced;
    }

    @Override
    public long length() {
      return announced;
    }

    @Override
    public void writeTo(OutputStream out) throws java.io.IOException {
      out.write(new byte[Math.min(announced, 1_000)]);
      if (announced > 1_000) {
        out.write(new byte[announced - 1_500]);
        throw new java.io.IOException("The source broke off");
      }
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  private static final class Endless implements Response.Stream {
    static final long LENGTH = 1L << 40;
    static final AtomicInteger closed = new AtomicInteger();

    @Override
    public long length() {
      return LENGTH;
    }

    @Override
    public void writeTo(OutputStream out) throws java.io.IOException {
      byte[] piece = new byte[64 << 10];
      for (long sent = 0; sent < LENGTH; sent += piece.length) {
        out.write(piece);
      }
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @BeforeEach
  void start() {
    serve(Duration.ofSeconds(30));
  }

  /** Starts a server whose requests may take that long. */
  private void serve(Duration deadline) {
    serve(deadline, 1, Duration.ofSeconds(60));
  }

  private void serve(Duration deadline, int leastRate, Duration streamPatience) {
    HttpConfig config =
        new HttpConfig(
            "127.0.0.1",
            port,
            2,
            2,
            leastRate,
            streamPatience,
            deadline,
            Duration.ofSeconds(30),
            1024,
            List.of(),
            List.of());
    server =
        new HttpServer(
            config,
            Set.of(
                new Plain(
                    Route.post("/echo/{id}", Access.PUBLIC),
                    request -> Response.created(request.body(Greeting.class))),
                new Plain(
                    Route.get("/mine", Access.USER),
                    request -> Response.ok(request.requireUser().id())),
                new Plain(Route.get("/admin", Access.ADMIN), request -> Response.noContent()),
                new Plain(
                    Route.get("/page", Access.PUBLIC),
                    request -> Response.ok(List.of(request.limit(), request.cursor()))),
                new Plain(
                    Route.get("/broken", Access.PUBLIC),
                    request -> {
                      throw new IllegalStateException("SELECT password FROM users");
                    }),
                new Streamed(
                    Route.get("/bytes", Access.OPEN),
                    Duration.ofSeconds(30),
                    request -> Response.stream(200, "image/png", new Bytes(1_000))),
                new Streamed(
                    Route.get("/broken-bytes", Access.OPEN),
                    Duration.ofSeconds(30),
                    request ->
                        Response.stream(200, "image/png", new Bytes(2_000))
                            .withHeader("Cache-Control", "immutable")),
                new Streamed(
                    Route.get("/broken-megabyte", Access.OPEN),
                    Duration.ofSeconds(30),
                    request -> Response.stream(200, "image/png", new Bytes(1 << 20))),
                new Streamed(
                    Route.get("/endless", Access.OPEN),
                    Duration.ofHours(1),
                    request -> Response.stream(200, "image/png", new Endless())),
                form("/form", Duration.ofSeconds(30)),
                form("/long-form", Duration.ofHours(1)),
                new Streamed(
                    Route.post("/my-form", Access.USER),
                    Duration.ofHours(1),
                    request -> Response.noContent()),
                form("/slow-form", Duration.ofMillis(500)),
                new Plain(
                    Route.get("/slow", Access.PUBLIC),
                    request -> {
                      entered.countDown();
                      await(release);
                      return Response.noContent();
                    }),
                new Plain(
                    Route.get("/late", Access.PUBLIC),
                    request -> {
                      awaitCancelled();
                      throw TwiteException.of(ErrorCode.CANCELLED);
                    })),
            token -> {
              if (!token.equals("good")) {
                throw TwiteException.of(ErrorCode.TOKEN_INVALID);
              }
              return new User(42, 1, Role.USER);
            },
            Set.of(),
            Set.of(),
            new SocketConfig(10, Duration.ofSeconds(20), Duration.ofSeconds(7)),
            new Metrics("test"),
            Tracing.off());
    server.start();
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop();
  }

  @Test
  void everyAnswerCarriesARequestIdAndErrorsAreProblems() throws Exception {
    HttpResponse<String> missing = get("/nowhere");
    assertProblem(missing, 404, "not_found");
    assertThat(get("/page").headers().firstValue("X-Request-Id")).isPresent();
    HttpResponse<String> named = send(request("/page").header("X-Request-Id", "abc-1").GET());
    assertThat(named.headers().firstValue("X-Request-Id")).contains("abc-1");
    HttpResponse<String> bad =
        send(request("/nowhere").header("X-Request-Id", "no spaces please").GET());
    assertThat(MAPPER.readTree(bad.body()).get("request_id").asText())
        .isEqualTo(bad.headers().firstValue("X-Request-Id").orElseThrow())
        .isNotEqualTo("no spaces please");
  }

  @Test
  void wrongMethodIs405() throws Exception {
    assertProblem(send(request("/page").DELETE()), 405, "method_not_allowed");
  }

  @Test
  void bodiesAreBoundedAndTyped_S14() throws Exception {
    assertThat(post("{\"text\":\"hi\"}", "application/json").statusCode()).isEqualTo(201);
    assertProblem(post("x".repeat(2_000), "application/json"), 413, "body_too_large");
    assertProblem(post("{}", "text/plain"), 415, "unsupported_media_type");
    assertProblem(post("{", "application/json"), 400, "malformed_json");
    assertProblem(post("{\"text\":1}", "application/json; charset=utf-8"), 400, "invalid_request");
    HttpResponse<String> chunked =
        send(
            request("/echo/1")
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(new byte[5_000]))));
    assertProblem(chunked, 413, "body_too_large");
  }

  @Test
  void accessIsChecked_S2() throws Exception {
    assertProblem(get("/mine"), 401, "unauthenticated");
    assertProblem(
        send(request("/mine").header("Authorization", "Bearer bad").GET()), 401, "token_invalid");
    assertProblem(
        send(request("/page").header("Authorization", "Bearer bad").GET()), 401, "token_invalid");
    HttpResponse<String> mine = send(request("/mine").header("Authorization", "Bearer good").GET());
    assertThat(mine.body()).isEqualTo("42");
    assertProblem(
        send(request("/admin").header("Authorization", "Bearer good").GET()), 403, "forbidden");
  }

  @Test
  void pageParametersAreChecked_S14() throws Exception {
    assertThat(get("/page?limit=100&cursor=5").body()).isEqualTo("[100,5]");
    for (String query :
        List.of("limit=0", "limit=101", "limit=x", "cursor=-1", "cursor=99999999999999999999")) {
      assertProblem(get("/page?" + query), 400, "invalid_request");
    }
  }

  @Test
  void failuresTellNothing_S24() throws Exception {
    HttpResponse<String> broken = get("/broken");
    assertProblem(broken, 500, "internal");
    assertThat(broken.body()).doesNotContain("SELECT", "Exception", "dev.twite");
  }

  @Test
  void whatJettyRefusesIsAProblemToo_S24() throws Exception {
    assertProblem(get("/page?x=" + "y".repeat(20_000)), 400, "invalid_request");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /%ZZ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("application/problem+json", "\"code\":");
    }
  }

  private static Endpoint form(String path, Duration streamsFor) {
    return new Streamed(
        Route.post(path, Access.PUBLIC),
        streamsFor,
        request -> {
          StringBuilder seen = new StringBuilder();
          request.form(5_000, new Noted(seen));
          return Response.ok(seen.toString());
        });
  }

  private record Noted(StringBuilder seen) implements FormParts {
    @Override
    public void field(String name, String value) {
      seen.append(name).append('=').append(value).append(' ');
    }

    @Override
    public void file(String name, byte[] piece) {
      seen.append(name).append(':').append(piece.length).append(' ');
    }
  }

  @Test
  void streamsGoOutWholeOrNotAtAll() throws Exception {
    int closed = Bytes.closed.get();
    HttpResponse<String> whole = get("/bytes");
    assertThat(whole.body()).hasSize(1_000);
    assertThat(whole.headers().firstValue("Content-Length")).contains("1000");
    // Nothing of it has gone yet, or much of it has.
    HttpResponse<String> early = get("/broken-bytes");
    assertProblem(early, 503, "unavailable");
    assertThat(early.headers().firstValue("Cache-Control")).isEmpty();
    assertThatThrownBy(() -> get("/broken-megabyte")).isInstanceOf(java.io.IOException.class);
    HttpResponse<String> head = send(request("/bytes").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.headers().firstValue("Content-Length")).contains("1000");
    eventually(() -> assertThat(Bytes.closed.get() - closed).isEqualTo(4));
  }

  @Test
  void formsComeInPieceByPiece_S14() throws Exception {
    assertThat(
            form("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\n").body())
        .isEqualTo("\"a=1 \"");
    assertProblem(form(String.join("\r\n", "--b", "x".repeat(6_000))), 413, "body_too_large");
    assertProblem(form("--b\r\n\r\nunfinished"), 400, "invalid_request");
    assertProblem(
        send(request("/form").POST(BodyPublishers.ofString("{}"))), 415, "unsupported_media_type");
  }

  @Test
  void aFileThatIsThereTwiceIsToldSo() throws Exception {
    String file = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n%s\r\n";
    assertThat(form(file.formatted("abc") + "--b--\r\n").body()).isEqualTo("\"f:3 f:0 \"");
    for (String second : List.of("def", "")) {
      HttpResponse<String> twice =
          form(file.formatted("abc") + file.formatted(second) + "--b--\r\n");
      assertProblem(twice, 400, "invalid_request");
      assertThat(twice.body()).contains("\"f\"", "\"too_many\"");
    }
  }

  @Test
  void whoIsBusySendingHearsTheRefusal() throws Exception {
    byte[] large = new byte[24 << 20];
    for (String type : List.of("multipart/form-data; boundary=b", "text/plain")) {
      HttpResponse<String> refused =
          send(
              request("/form")
                  .header("Content-Type", type)
                  .POST(
                      BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large))));
      assertThat(refused.statusCode()).isEqualTo(type.startsWith("m") ? 413 : 415);
    }
  }

  @Test
  void whoReadsAlmostNothingIsCutOff_R11() throws Exception {
    server.stop();
    serve(Duration.ofSeconds(30), 1 << 20, Duration.ofMillis(500));
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4 << 10);
      socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket
          .getOutputStream()
          .write("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      // Some 200 KB a second: never idle, and too slow.
      byte[] little = new byte[1 << 10];
      long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      while (Endless.closed.get() == 0) {
        assertThat(System.nanoTime()).isLessThan(end);
        assertThat(socket.getInputStream().read(little)).isPositive();
        java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
      }
    }
  }

  @Test
  void whoSendsLessThanTheLeastRateIsToldSo_R11() throws Exception {
    server.stop();
    serve(Duration.ofSeconds(30), 1 << 20, Duration.ofMillis(500));
    assertTooSlow("/long-form");
  }

  private HttpResponse<String> form(String body) throws Exception {
    return send(
        request("/form")
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void whoSendsAFormTooSlowlyIsToldSo_S14() throws Exception {
    assertTooSlow("/slow-form");
  }

  /** Sends a byte every few milliseconds. */
  private void assertTooSlow(String path) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST "
                  + path
                  + " HTTP/1.1\r\n"
                  + "Host: x\r\n"
                  + "Content-Type: multipart/form-data; boundary=b\r\n"
                  + "Content-Length: 4000\r\n\r\n"
                  + "--b\r\n")
              .getBytes(StandardCharsets.UTF_8));
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      for (int sent = 0; sent < 3_900 && socket.getInputStream().available() == 0; sent++) {
        assertThat(System.nanoTime()).isLessThan(end);
        out.write('x');
        out.flush();
        java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
      }
      byte[] head = socket.getInputStream().readNBytes(12);
      assertThat(new String(head, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 504");
    }
  }

  @Test
  void slowSendersDoNotTakeThePlaceOfOthers_R13() throws Exception {
    List<Socket> slow = new java.util.ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        slow.add(socket);
        socket
            .getOutputStream()
            .write(
                "POST /echo/1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"
                    .getBytes(StandardCharsets.UTF_8));
      }
      for (int i = 0; i < 5; i++) {
        assertThat(get("/page").statusCode()).isEqualTo(200);
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @TimedTest
  void oneRequestTooManyIsRefusedAtOnce_R13() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> slow =
        List.of(getAsync("/slow"), getAsync("/slow"));
    assertThat(entered.await(45, TimeUnit.SECONDS)).isTrue();
    long start = System.nanoTime();
    HttpResponse<String> refused = get("/page");
    inTime(Duration.ofMillis(250), start);
    assertProblem(refused, 503, "overloaded");
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    release.countDown();
    for (CompletableFuture<HttpResponse<String>> answer : slow) {
      assertThat(answer.get().statusCode()).isEqualTo(204);
    }
  }

  @TimedTest
  void requestOutOfTimeIsCancelled_R12() throws Exception {
    server.stop();
    serve(Duration.ofMillis(500));
    long start = System.nanoTime();
    assertThat(get("/late").statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(450));
    inTime(Duration.ofMillis(900), start);
  }

  @Test
  void stoppingServerFinishesRequestsInWork_R17() throws Exception {
    CompletableFuture<HttpResponse<String>> inWork = getAsync("/slow");
    eventually(() -> assertThat(entered.getCount()).isEqualTo(1));
    Thread stopper = Thread.ofPlatform().start(server::stop);
    release.countDown();
    assertThat(inWork.get().statusCode()).isEqualTo(204);
    stopper.join(Duration.ofSeconds(45));
    assertThat(stopper.isAlive()).isFalse();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  private CompletableFuture<HttpResponse<String>> getAsync(String path) {
    return client.sendAsync(request(path).GET().build(), BodyHandlers.ofString());
  }

  @Test
  void whoIsRefusedHoldsNoPlaceOfAStream_R13() throws Exception {
    List<Socket> refused = new java.util.ArrayList<>();
    try {
      // Not let in, and let in with something that is no form: none sends what it announced.
      for (int i = 0; i < 3; i++) {
        refused.add(begin("/my-form", "text/plain", ""));
        byte[] head = refused.getLast().getInputStream().readNBytes(12);
        assertThat(new String(head, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 401");
      }
      for (int i = 0; i < 3; i++) {
        refused.add(begin("/form", "text/plain", ""));
      }
      eventually(() -> assertThat(get("/bytes").statusCode()).isEqualTo(200));
      for (Socket socket : refused.subList(3, 6)) {
        assertEnds(socket);
      }
    } finally {
      for (Socket socket : refused) {
        socket.close();
      }
    }
  }

  @Test
  void whoStopsSendingAFormIsCutOff_R11() throws Exception {
    server.stop();
    serve(Duration.ofSeconds(30), 1 << 20, Duration.ofMillis(500));
    try (Socket one = begin("/long-form", "multipart/form-data; boundary=b", "--b\r\n");
        Socket two = begin("/long-form", "multipart/form-data; boundary=b", "--b\r\n")) {
      assertEnds(one);
      assertEnds(two);
      eventually(() -> assertThat(get("/bytes").statusCode()).isEqualTo(200));
    }
  }

  /** Announces 4,000 bytes. */
  private Socket begin(String path, String type, String body) throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    // Less than Jetty waits for somebody idle.
    socket.setSoTimeout(25_000);
    socket
        .getOutputStream()
        .write(
            "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: 4000\r\n\r\n%s"
                .formatted(path, type, body)
                .getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private static void assertEnds(Socket socket) throws Exception {
    try {
      byte[] unused = socket.getInputStream().readAllBytes();
    } catch (java.net.SocketTimeoutException open) {
      throw new AssertionError("The connection stays open", open);
    } catch (java.io.IOException reset) {
      // It is closed.
    }
  }

  private HttpResponse<String> post(String body, String contentType) throws Exception {
    return send(
        request("/echo/1").header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = MAPPER.readTree(answer.body());
    assertThat(problem.get("code").asText()).isEqualTo(code);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("request_id").asText()).isNotEmpty();
  }

  private static void awaitCancelled() {
    CountDownLatch cancelled = new CountDownLatch(1);
    Context.current().addListener(context -> cancelled.countDown(), Runnable::run);
    await(cancelled);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(45, TimeUnit.SECONDS)) {
        throw new AssertionError("Nobody released this request");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
