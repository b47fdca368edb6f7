package dev.twite.bench.bots;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * People who watch their home timelines live, by WebSocket: how many events they get, and how long
 * after the tweet's 201. An event that is there before the 201 took no time.
 */
final class LiveReaders implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final String SUBSCRIBE = "{\"op\":\"subscribe\",\"channel\":\"home\"}";

  private static final int MOST_TWEETS = 200_000;

  private final URI base;
  private final Api api;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<WebSocket> sockets = new ArrayList<>();
  private final Timings timings = new Timings("201 to the follower's socket");
  private final LongAdder events = new LongAdder();
  private final LongAdder lost = new LongAdder();
  // A run may take a day; an event that is later than this is of a stream taken up again.
  private final ConcurrentMap<Long, Tweet> tweets =
      Caffeine.newBuilder()
          .expireAfterWrite(Duration.ofMinutes(2))
          .maximumSize(MOST_TWEETS)
          .<Long, Tweet>build()
          .asMap();
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
    Tweet before = tweets.put(tweet, new Tweet(true, nanos, 0));
    for (int i = before == null ? 0 : before.early(); i > 0; i--) {
      timings.took(0);
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
    Tweet known = tweets.compute(tweet, (id, before) -> Tweet.heardAgain(before));
    if (known.acknowledged()) {
      timings.took(Math.max(0, now - known.at()));
    }
  }

  /**
   * What is known of a tweet; replaced as a whole, so that each event is timed once.
   *
   * @param at the nanosecond of its 201, where it is acknowledged
   * @param early events before that
   */
  private record Tweet(boolean acknowledged, long at, int early) {
    static Tweet heardAgain(Tweet before) {
      if (before == null) {
        return new Tweet(false, 0, 1);
      }
      return before.acknowledged() ? before : new Tweet(false, 0, before.early() + 1);
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
