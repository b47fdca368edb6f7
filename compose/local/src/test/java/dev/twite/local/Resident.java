package dev.twite.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A person who uses Twite over its public API. */
final class Resident {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(15))
          .build();
  private static final Duration TIMEOUT = Duration.ofSeconds(45);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final URI base;
  private final String id;
  private final String handle;
  private final String token;
  private final String refreshToken;

  /** What came back. */
  record Answer(int status, JsonNode body) {
    boolean isRefusedForNow() {
      return status == 429 || status >= 500;
    }
  }

  private Resident(URI base, String handle, JsonNode session) {
    this.base = base;
    this.handle = handle;
    this.id = session.path("user").path("id").asText();
    this.token = session.path("access_token").asText();
    this.refreshToken = session.path("refresh_token").asText();
  }

  /** Registers somebody new. */
  static Resident moveIn(URI base, String name) throws IOException, InterruptedException {
    String handle = name + UUID.randomUUID().toString().substring(0, 8);
    Map<String, String> body =
        Map.of(
            "handle",
            handle,
            "email",
            handle + "@example.org",
            "password",
            passwordOf(handle),
            "name",
            name);
    Answer answer = new Resident(base, "", JSON.nullNode()).insist("/v1/auth/register", body);
    if (answer.status() != 201) {
      throw new AssertionError("Can't register: " + answer);
    }
    return new Resident(base, handle, answer.body());
  }

  private static String passwordOf(String handle) {
    return "correct horse " + handle;
  }

  String handle() {
    return handle;
  }

  /** Tries to log in once more. */
  Answer login() throws IOException, InterruptedException {
    Map<String, String> body = Map.of("login", handle, "password", passwordOf(handle));
    return new Resident(base, handle, JSON.nullNode())
        .post("/v1/auth/login", body, UUID.randomUUID().toString());
  }

  /** The same person in a new session; fails unless that is opened. */
  Resident again() throws IOException, InterruptedException {
    Answer answer = login();
    if (answer.status() != 200) {
      throw new AssertionError("Can't log in: " + answer);
    }
    return new Resident(base, handle, answer.body());
  }

  /** Tries to use the refresh token. */
  Answer refresh() throws IOException, InterruptedException {
    return new Resident(base, handle, JSON.nullNode())
        .post(
            "/v1/auth/refresh",
            Map.of("refresh_token", refreshToken),
            UUID.randomUUID().toString());
  }

  String id() {
    return id;
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  Answer put(String path) throws IOException, InterruptedException {
    return send(request(path).PUT(BodyPublishers.noBody()));
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  Answer patch(String path, Object body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
  }

  /** Any method with a body. */
  Answer send(String method, String path, Object body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
  }

  /** Sends a picture in. */
  Answer upload(byte[] picture, String alt) throws IOException, InterruptedException {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n"
            .getBytes(StandardCharsets.UTF_8));
    form.writeBytes(picture);
    form.writeBytes(
        "\r\n--x\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\n%s\r\n--x--\r\n"
            .formatted(alt)
            .getBytes(StandardCharsets.UTF_8));
    return send(
        request("/v1/media")
            .header("Content-Type", "multipart/form-data; boundary=x")
            .POST(BodyPublishers.ofByteArray(form.toByteArray())));
  }

  Answer post(String path, Object body, String key) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
  }

  /** Posts, and again with the same key while it is refused for now, as good clients do. */
  private Answer insist(String path, Object body) throws IOException, InterruptedException {
    String key = UUID.randomUUID().toString();
    long end = System.nanoTime() + PATIENCE.toNanos();
    Answer answer = post(path, body, key);
    while (answer.isRefusedForNow() && System.nanoTime() < end) {
      answer = post(path, body, key);
    }
    return answer;
  }

  /** Tweets and fails unless that was taken; the new tweet's id. */
  String tweet(String text) throws IOException, InterruptedException {
    Answer answer = insist("/v1/tweets", Map.of("text", text));
    if (answer.status() != 201) {
      throw new AssertionError("Can't tweet: " + answer);
    }
    return answer.body().path("id").asText();
  }

  void follow(Resident other) throws IOException, InterruptedException {
    Answer answer = put("/v1/users/" + other.id() + "/follow");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (answer.isRefusedForNow() && System.nanoTime() < end) {
      answer = put("/v1/users/" + other.id() + "/follow");
    }
    if (answer.status() != 200) {
      throw new AssertionError("Can't follow: " + answer);
    }
  }

  /** The ids of a list, paged to its end. */
  List<String> all(String path) throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      Answer page = get(path + (path.contains("?") ? "&" : "?") + "limit=100" + cursor);
      if (page.status() != 200) {
        throw new AssertionError(path + " answers " + page);
      }
      page.body().path("data").forEach(entry -> ids.add(entry.path("id").asText()));
      JsonNode next = page.body().path("next_cursor");
      cursor = next.isNull() ? null : "&cursor=" + next.asText();
    } while (cursor != null);
    return ids;
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private static Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    byte[] body = response.body();
    return new Answer(
        response.statusCode(),
        body.length == 0
            ? JSON.nullNode()
            : JSON.readTree(new String(body, StandardCharsets.UTF_8)));
  }
}
