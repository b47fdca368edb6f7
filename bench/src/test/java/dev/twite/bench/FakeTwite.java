package dev.twite.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The public API as far as the loads go, in memory; a user's access token begins with the id. */
public final class FakeTwite implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final UnaryOperator<List<Long>> home;
  private final Map<Long, Set<Long>> follows = new TreeMap<>();
  private final Map<Long, Long> authors = new TreeMap<>(java.util.Comparator.reverseOrder());
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final Set<String> expired = ConcurrentHashMap.newKeySet();
  private long lastId = 100;
  private int renewals;

  /**
   * @param home what becomes of a right home timeline before it is shown
   */
  public FakeTwite(UnaryOperator<List<Long>> home) throws IOException {
    this.home = home;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on every path that ends so answers 503. */
  public void breaks(String pathEnd) {
    broken.add(pathEnd);
  }

  /** From now on this access token answers 401. */
  public void expires(String accessToken) {
    expired.add(accessToken);
  }

  public synchronized int renewals() {
    return renewals;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String bearer = exchange.getRequestHeaders().getFirst("Authorization");
    String token = bearer == null ? "0" : bearer.substring("Bearer ".length());
    if (expired.contains(token)) {
      answer(exchange, 401, Map.of("code", "token_expired"));
      return;
    }
    long me = Long.parseLong(token.split("-", -1)[0]);
    if (broken.stream().anyMatch(path::endsWith)) {
      answer(exchange, 503, Map.of("code", "unavailable"));
      return;
    }
    switch (path) {
      case "/readyz" -> answer(exchange, 200, Map.of());
      case "/v1/auth/register" -> answer(exchange, 201, register());
      case "/v1/auth/refresh" -> answer(exchange, 200, refresh(exchange));
      case "/v1/tweets" -> answer(exchange, 201, tweet(me));
      case "/v1/timelines/home" -> answer(exchange, 200, page(exchange, homeOf(me)));
      case "/v1/notifications", "/v1/search/tweets" -> answer(exchange, 200, Map.of());
      default -> {
        long other = Long.parseLong(path.split("/", -1)[3]);
        if (path.endsWith("/follow")) {
          follows.computeIfAbsent(me, made -> new TreeSet<>()).add(other);
          answer(exchange, 200, Map.of("following", true));
        } else if (path.startsWith("/v1/tweets/")) {
          answer(exchange, authors.containsKey(other) ? 200 : 404, Map.of());
        } else {
          answer(exchange, 200, page(exchange, tweetsOf(Set.of(other))));
        }
      }
    }
  }

  private Map<String, Object> register() {
    String id = Long.toString(++lastId);
    return Map.of("user", Map.of("id", id), "access_token", id, "refresh_token", id + "-0");
  }

  private Map<String, Object> refresh(HttpExchange exchange) throws IOException {
    String used =
        JSON.readTree(exchange.getRequestBody().readAllBytes()).path("refresh_token").asText();
    String token = used.split("-", -1)[0] + "-" + ++renewals;
    return Map.of("access_token", token, "refresh_token", token);
  }

  private Map<String, Object> tweet(long author) {
    authors.put(++lastId, author);
    return Map.of("id", Long.toString(lastId));
  }

  private List<Long> homeOf(long reader) {
    Set<Long> from = new TreeSet<>(follows.getOrDefault(reader, Set.of()));
    from.add(reader);
    return home.apply(tweetsOf(from));
  }

  private List<Long> tweetsOf(Set<Long> from) {
    return authors.entrySet().stream()
        .filter(tweet -> from.contains(tweet.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The cursor is a position. */
  private static Map<String, Object> page(HttpExchange exchange, List<Long> all) {
    Map<String, Object> page = new TreeMap<>();
    Map<String, String> query = new TreeMap<>();
    for (String pair : exchange.getRequestURI().getQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], parts[1]);
    }
    int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
    int to = Math.min(all.size(), from + Integer.parseInt(query.get("limit")));
    List<Map<String, String>> data = new ArrayList<>();
    all.subList(from, to).forEach(id -> data.add(Map.of("id", Long.toString(id))));
    page.put("data", data);
    page.put("next_cursor", to < all.size() ? Integer.toString(to) : null);
    return page;
  }

  private static void answer(HttpExchange exchange, int status, Map<String, Object> body)
      throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      JsonNode json = JSON.valueToTree(body);
      byte[] bytes = JSON.writeValueAsBytes(json);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
