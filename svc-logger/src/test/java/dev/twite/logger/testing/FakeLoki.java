package dev.twite.logger.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Stands in for Loki: takes what the documentation of its push API describes and nothing else,
 * keeps one of exact doubles as Loki does, answers the LogQL of svc-logger, and fails when told to.
 */
public final class FakeLoki implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private static final Pattern NANOS = Pattern.compile("[1-9][0-9]{18}");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private final HttpServer server;
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
  private final List<Entry> entries = new ArrayList<>();
  private final List<Long> pushedAtNanos = new ArrayList<>();
  private Predicate<Entry> refused = entry -> false;
  private int doubles;
  private volatile Map<String, String> lastHeaders = Map.of();

  /** What is kept. */
  public record Entry(
      Map<String, String> labels, long time, String text, Map<String, String> metadata) {}

  /**
   * Instead of an answer.
   *
   * @param status 0: the connection ends without one
   * @param stores whether the push is taken all the same, and only its answer lost
   */
  public record Fault(int status, String retryAfter, boolean stores) {}

  public FakeLoki() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/loki/api/v1/push", exchange -> guarded(exchange, this::push));
    server.createContext("/loki/api/v1/query_range", exchange -> guarded(exchange, this::query));
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next pushes meet these, one each. */
  public void fail(Fault... next) {
    faults.addAll(Arrays.asList(next));
  }

  public boolean hasFaultsLeft() {
    return !faults.isEmpty();
  }

  /** Lines that are too long, too old: 400, while the others of their push are taken. */
  public synchronized void refuse(Predicate<Entry> bad) {
    refused = bad;
  }

  /** What was not as the documentation says. */
  public List<String> wrong() {
    return List.copyOf(wrong);
  }

  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** How many entries came again and were dropped. */
  public synchronized int doubles() {
    return doubles;
  }

  public synchronized List<Long> pushedAtNanos() {
    return List.copyOf(pushedAtNanos);
  }

  public Map<String, String> lastHeaders() {
    return lastHeaders;
  }

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private void guarded(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      handler.handle(exchange);
    } catch (RuntimeException | Error broken) {
      wrong.add("stand-in: " + broken);
      throw broken;
    }
  }

  private void push(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    synchronized (this) {
      pushedAtNanos.add(System.nanoTime());
    }
    lastHeaders =
        exchange.getRequestHeaders().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().getFirst()));
    Fault fault = faults.poll();
    if (fault != null) {
      if (fault.stores()) {
        take(exchange, body);
      }
      if (!fault.retryAfter().isEmpty()) {
        exchange.getResponseHeaders().set("Retry-After", fault.retryAfter());
      }
      if (fault.status() > 0) {
        answer(exchange, fault.status(), "told to fail");
      }
      return;
    }
    boolean all = take(exchange, body);
    answer(exchange, all ? 204 : 400, all ? "" : "entry too far behind");
  }

  private boolean take(HttpExchange exchange, byte[] body) throws IOException {
    expect("POST".equals(exchange.getRequestMethod()), "method");
    expect(
        "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type")),
        "content type");
    JsonNode root = JSON.readTree(body);
    expect(names(root).equals(List.of("streams")), "members: " + names(root));
    boolean all = true;
    for (JsonNode stream : root.path("streams")) {
      expect(names(stream).equals(List.of("stream", "values")), "members of a stream");
      Map<String, String> labels = texts(stream.path("stream"));
      expect(labels.keySet().equals(java.util.Set.of("service", "level")), "labels " + labels);
      expect(!stream.path("values").isEmpty(), "a stream without entries");
      long before = 0;
      for (JsonNode value : stream.path("values")) {
        expect(value.isArray() && value.size() == 3, "an entry is [time, line, metadata]");
        expect(value.path(0).isTextual() && value.path(1).isTextual(), "texts in an entry");
        String nanos = value.path(0).asText();
        expect(NANOS.matcher(nanos).matches(), "nanoseconds: " + nanos);
        expect(Long.parseLong(nanos) >= before, "order in a stream");
        before = Long.parseLong(nanos);
        Entry entry = new Entry(labels, before, value.path(1).asText(), texts(value.path(2)));
        all &= keep(entry);
      }
    }
    return all;
  }

  private synchronized boolean keep(Entry entry) {
    if (refused.test(entry)) {
      return false;
    }
    // Of two texts at a time in a stream Loki keeps one, whatever their metadata.
    boolean known =
        entries.stream()
            .anyMatch(
                one ->
                    one.time() == entry.time()
                        && one.text().equals(entry.text())
                        && one.labels().equals(entry.labels()));
    if (known) {
      doubles++;
    } else {
      entries.add(entry);
    }
    return true;
  }

  private void expect(boolean holds, String what) {
    if (!holds) {
      wrong.add(what);
    }
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private Map<String, String> texts(JsonNode object) {
    Map<String, String> all = new TreeMap<>();
    expect(object.isObject(), "an object");
    object
        .properties()
        .forEach(
            one -> {
              expect(one.getValue().isTextual(), "a text: " + one);
              expect(NAME.matcher(one.getKey()).matches(), "a name: " + one);
              all.put(one.getKey(), one.getValue().asText());
            });
    return all;
  }

  private void query(HttpExchange exchange) throws IOException {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : exchange.getRequestURI().getRawQuery().split("&", -1)) {
      String[] two = pair.split("=", 2);
      parameters.put(two[0], URLDecoder.decode(two[1], UTF_8));
    }
    long start = Long.parseLong(parameters.get("start"));
    long end = Long.parseLong(parameters.get("end"));
    boolean forward = parameters.get("direction").equals("forward");
    Predicate<Entry> filter = FakeLogQl.of(parameters.get("query"));
    List<Entry> found =
        new ArrayList<>(
            entries().stream()
                .filter(one -> one.time() >= start && one.time() < end && filter.test(one))
                .toList());
    // In no order within a moment.
    Collections.shuffle(found);
    Comparator<Entry> order = Comparator.comparingLong(Entry::time);
    found.sort(forward ? order : order.reversed());
    int limit = Integer.parseInt(parameters.get("limit"));
    answer(exchange, 200, result(found.subList(0, Math.min(limit, found.size()))).toString());
  }

  /** A stream for each combination of labels and metadata, as Loki answers. */
  private static JsonNode result(List<Entry> found) {
    ObjectNode root = JSON.createObjectNode().put("status", "success");
    ArrayNode streams = root.putObject("data").put("resultType", "streams").putArray("result");
    Map<Map<String, String>, List<Entry>> byLabels =
        found.stream()
            .collect(
                Collectors.groupingBy(
                    one -> {
                      Map<String, String> all = new TreeMap<>(one.labels());
                      all.putAll(one.metadata());
                      all.put("detected_level", "info");
                      return all;
                    }));
    byLabels.forEach(
        (labels, some) -> {
          ObjectNode stream = streams.addObject();
          labels.forEach(stream.putObject("stream")::put);
          ArrayNode values = stream.putArray("values");
          some.forEach(one -> values.addArray().add(Long.toString(one.time())).add(one.text()));
        });
    return root;
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** As much LogQL as svc-logger writes. */
  private static final class FakeLogQl {
    private static final String TEXT = "\"((?:[^\"\\\\]|\\\\.)*)\"";
    private static final Pattern QUERY =
        Pattern.compile(
            "\\{service=~"
                + TEXT
                + "(?:, level=~"
                + TEXT
                + ")?\\}(?: \\|~ "
                + TEXT
                + ")?(?: \\| request_id="
                + TEXT
                + ")?(?: \\| user_id="
                + TEXT
                + ")?",
            Pattern.DOTALL);

    private FakeLogQl() {}

    static Predicate<Entry> of(String query) {
      Matcher parts = QUERY.matcher(query);
      if (!parts.matches()) {
        throw new IllegalArgumentException("Not LogQL as we know it: " + query);
      }
      Pattern service = Pattern.compile(unquoted(parts.group(1)));
      Pattern level = pattern(parts.group(2));
      Pattern text = pattern(parts.group(3));
      String request = parts.group(4);
      String user = parts.group(5);
      return entry ->
          service.matcher(entry.labels().get("service")).matches()
              && (level == null || level.matcher(entry.labels().get("level")).matches())
              && (text == null || text.matcher(entry.text()).find())
              && (request == null || unquoted(request).equals(entry.metadata().get("request_id")))
              && (user == null || user.equals(entry.metadata().get("user_id")));
    }

    private static Pattern pattern(String quoted) {
      // RE2 knows the cases of all scripts.
      return quoted == null ? null : Pattern.compile(unquoted(quoted), Pattern.UNICODE_CASE);
    }

    private static String unquoted(String text) {
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\\' && text.charAt(i + 1) == 'u') {
          out.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
          i += 5;
        } else if (c == '\\') {
          out.append(text.charAt(++i));
        } else {
          out.append(c);
        }
      }
      return out.toString();
    }
  }
}
