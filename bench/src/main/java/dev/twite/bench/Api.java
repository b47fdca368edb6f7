package dev.twite.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The part of the public API that a load needs. What creates carries an Idempotency-Key and is
 * repeated until its outcome is known; reads are tried once. Who is refused for an access token
 * that has ended gets a new one and is asked for again: tokens live for minutes, and runs outlive
 * them.
 */
public final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "correct-horse-" + UUID.randomUUID();

  private final Http http;

  public Api(Http http) {
    this.http = http;
  }

  public Person register(String handle) {
    Map<String, String> body =
        Map.of(
            "handle", handle,
            "email", handle + "@bench.example",
            "password", PASSWORD,
            "name", handle);
    JsonNode made = created(post("/v1/auth/register", body));
    return new Person(
        made.path("user").path("id").asLong(),
        handle,
        made.path("access_token").asText(),
        made.path("refresh_token").asText());
  }

  public void follow(Person who, Person whom) {
    String path = "/v1/users/" + whom.id() + "/follow";
    expect(200, patiently(who, http.request(path).PUT(BodyPublishers.noBody())), path);
  }

  /** The new tweet's id. */
  public long tweet(Person author, String text) {
    HttpRequest.Builder request = post("/v1/tweets", Map.of("text", text));
    return expect(201, patiently(author, request), "/v1/tweets").path("id").asLong();
  }

  /** A page of the own home timeline. */
  public Page home(Person reader, int limit, String cursor) throws IOException {
    return page(reader, "/v1/timelines/home?limit=" + limit, cursor);
  }

  /** The newest tweets of somebody. */
  public Page tweetsOf(Person reader, Person author, int limit) throws IOException {
    return page(reader, "/v1/users/" + author.id() + "/tweets?limit=" + limit, null);
  }

  /**
   * Any call, tried once; null when the answer has no body.
   *
   * @param body null for none; what creates gets an Idempotency-Key
   * @throws UnexpectedStatus when the answer is no success
   */
  public JsonNode call(Person person, String method, String path, Map<String, ?> body)
      throws IOException {
    HttpRequest.Builder request = http.request(path);
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .header("Idempotency-Key", UUID.randomUUID().toString())
          .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    }
    Http.Answer answer = once(person, request);
    if (!answer.isSuccess()) {
      throw new UnexpectedStatus(
          answer.status(), method + " " + path + " answers " + answer.status());
    }
    return answer.body().length == 0 ? null : JSON.readTree(answer.body());
  }

  private Page page(Person reader, String path, String cursor) throws IOException {
    String full = cursor == null ? path : path + "&cursor=" + cursor;
    Http.Answer answer = once(reader, http.request(full).GET());
    JsonNode page = expect(200, answer, path);
    List<Long> ids = new ArrayList<>();
    page.path("data").forEach(tweet -> ids.add(tweet.path("id").asLong()));
    return new Page(ids, page.path("next_cursor").asText(null));
  }

  private Http.Answer once(Person person, HttpRequest.Builder request) throws IOException {
    String token = person.accessToken();
    Http.Answer answer = http.once(as(token, request));
    return isEnded(answer) ? http.once(as(renewed(person, token), request)) : answer;
  }

  private Http.Answer patiently(Person person, HttpRequest.Builder request) {
    String token = person.accessToken();
    Http.Answer answer = http.patiently(as(token, request));
    return isEnded(answer) ? http.patiently(as(renewed(person, token), request)) : answer;
  }

  private static boolean isEnded(Http.Answer answer) {
    return answer.status() == 401;
  }

  private static HttpRequest as(String accessToken, HttpRequest.Builder request) {
    return request.setHeader("Authorization", "Bearer " + accessToken).build();
  }

  /**
   * The access token after that one. Only the first of those who are refused fetches it: a refresh
   * token used twice would end the session.
   */
  private String renewed(Person person, String ended) {
    return person.renewed(
        ended,
        refreshToken -> {
          JsonNode pair = created(post("/v1/auth/refresh", Map.of("refresh_token", refreshToken)));
          return new Person.Tokens(
              pair.path("access_token").asText(), pair.path("refresh_token").asText());
        });
  }

  private HttpRequest.Builder post(String path, Map<String, String> body) {
    try {
      return http.request(path)
          .header("Content-Type", "application/json")
          .header("Idempotency-Key", UUID.randomUUID().toString())
          .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    } catch (IOException impossible) {
      throw new BenchException("Can't write JSON", impossible);
    }
  }

  private JsonNode created(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    Http.Answer answer = http.patiently(request);
    int wanted = request.uri().getPath().endsWith("/refresh") ? 200 : 201;
    return expect(wanted, answer, request.uri().getPath());
  }

  private static JsonNode expect(int status, Http.Answer answer, String path) {
    if (answer.status() != status) {
      String body = new String(answer.body(), StandardCharsets.UTF_8);
      throw new UnexpectedStatus(
          answer.status(), path + " answers " + answer.status() + ", not " + status + ": " + body);
    }
    try {
      return JSON.readTree(answer.body());
    } catch (IOException notJson) {
      throw new BenchException(path + " answers something else than JSON", notJson);
    }
  }
}
