package dev.twite.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A client of one gateway, which holds every answer against the contract. */
final class Client {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Contract CONTRACT = new Contract();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String base;
  private final String token;

  Client(int port) {
    this("http://127.0.0.1:" + port, "");
  }

  private Client(String base, String token) {
    this.base = base;
    this.token = token;
  }

  /** The same with an access token. */
  Client as(String accessToken) {
    return new Client(base, accessToken);
  }

  Answer get(String path) {
    return send("GET", path, null);
  }

  Answer put(String path) {
    return send("PUT", path, null);
  }

  Answer delete(String path) {
    return send("DELETE", path, null);
  }

  /** {@code json} with single quotes for double ones. */
  Answer post(String path, String json, String... headers) {
    return send("POST", path, json, headers);
  }

  Answer send(String method, String path, String json, String... headers) {
    Answer answer = unchecked(method, path, json, headers);
    CONTRACT.check(method, path, answer);
    return answer;
  }

  /** Without a look at the contract. */
  Answer unchecked(String method, String path, String json, String... headers) {
    try {
      return answer(HTTP.send(request(method, path, json, headers), BodyHandlers.ofString()));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  CompletableFuture<Answer> later(String method, String path, String... headers) {
    return HTTP.sendAsync(request(method, path, null, headers), BodyHandlers.ofString())
        .thenApply(Client::answer);
  }

  private HttpRequest request(String method, String path, String json, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (json != null) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return request
        .method(
            method,
            json == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(json.replace('\'', '"')))
        .build();
  }

  private static Answer answer(HttpResponse<String> response) {
    return new Answer(
        response.statusCode(), response.headers(), response.body(), parse(response.body()));
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException noJson) {
      return MissingNode.getInstance();
    }
  }
}
