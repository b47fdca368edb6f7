package dev.twite.bench.bots;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twite.bench.Api;
import dev.twite.bench.BenchException;
import dev.twite.bench.Person;
import dev.twite.bench.Timings;
import dev.twite.bench.UnexpectedStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * People who watch their home timelines live, by WebSocket: how many events they get, and how long
 * after the tweet's 201. An event that is there before the 201 took no time.
 */
final class LiveReaders implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final String SUBSCRIBE = "{\"op\":\"subscribe\",\"channel\":\"home\"}";

  private final URI base;
  private final Api api;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<WebSocket> sockets = new ArrayList<>();
  private final Timings timings = new Timings("201 to the follower's socket");
  private final LongAdder events = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final Map<Long, Long> acknowledged = new ConcurrentHashMap<>();
  private final Map<Long, LongAdder> early = new ConcurrentHashMap<>();
  private volatile boolean closing;

  LiveReaders(URI base, Api api) {
    this.base = base;
    this.api = api;
  }

  /** Connects; the first that can't ends the run, since something is wrong then. */
  void connect(Person person) {
    try {
      JsonNode ticket = api.call(person, "POST", "/v1/ws/tickets", Map.of());
      URI address =
          URI.create(
              "ws://%s:%d/v1/ws?ticket=%s"
                  .formatted(base.getHost(), base.getPort(), ticket.path("ticket").asText()));
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .connectTimeout(CONNECT)
              .buildAsync(address, new Ear())
              .join();
      var sent = socket.sendText(SUBSCRIBE, true).join();
      synchronized (sockets) {
        sockets.add(sent);
      }
    } catch (IOException | UnexpectedStatus | CompletionException failed) {
      throw new BenchException("A live reader can't connect: " + failed.getMessage(), failed);
    }
  }

  void acknowledged(long tweet, long nanos) {
    acknowledged.put(tweet, nanos);
    LongAdder before = early.remove(tweet);
    if (before != null) {
      for (long i = before.sum(); i > 0; i--) {
        timings.took(0);
      }
    }
  }

  Timings timings() {
    return timings;
  }

  long events() {
    return events.sum();
  }

  /** Connections that broke. */
  long lost() {
    return lost.sum();
  }

  private void heard(String text) {
    long now = System.nanoTime();
    JsonNode frame;
    try {
      frame = JSON.readTree(text);
    } catch (IOException noJson) {
      lost.increment();
      return;
    }
    if (!frame.path("type").asText().equals("tweet.created")) {
      return;
    }
    events.increment();
    long tweet = frame.path("data").path("id").asLong();
    Long since = acknowledged.get(tweet);
    if (since != null) {
      timings.took(now - since);
    } else {
      early.computeIfAbsent(tweet, made -> new LongAdder()).increment();
    }
  }

  @Override
  public void close() {
    closing = true;
    synchronized (sockets) {
      sockets.forEach(WebSocket::abort);
    }
    client.shutdownNow();
  }

  /** One connection's frames, put together. */
  private final class Ear implements WebSocket.Listener {
    private final StringBuilder partial = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        heard(partial.toString());
        partial.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      gone();
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      gone();
    }

    private void gone() {
      if (!closing) {
        lost.increment();
      }
    }
  }
}
