package dev.twite.common.http;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.inTime;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.Role;
import dev.twite.common.identity.User;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TimedTest;
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

  @BeforeEach
  void start() {
    serve(Duration.ofSeconds(30));
  }

  /** Starts a server whose requests may take that long. */
  private void serve(Duration deadline) {
    HttpConfig config =
        new HttpConfig(
            "127.0.0.1", port, 2, deadline, Duration.ofSeconds(30), 1024, List.of(), List.of());
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
            new Metrics("test"));
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
