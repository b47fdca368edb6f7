package dev.twite.bench.race;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twite.bench.Api;
import dev.twite.bench.Bar;
import dev.twite.bench.BenchException;
import dev.twite.bench.Crowd;
import dev.twite.bench.Person;
import dev.twite.bench.Timings;
import dev.twite.bench.race.Row.Goal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Thousands of WebSockets through the gateway, all subscribed to one person, who tweets: from the
 * 201 until each has the event; and the heap they hold, gateway and svc-websocket together.
 */
final class SocketCrowd {
  private static final int CONNECTING = 32;
  private static final int EVENTS = 5;
  private static final int PER_PERSON = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int TRIES = 5;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
  private static final String SUBSCRIBED = "\"op\":\"subscribed\"";
  private static final String REFUSED = "\"op\":\"error\"";
  private static final Goal FAST = new Goal(Goal.Kind.MOST, 500);
  private static final Goal SMALL = new Goal(Goal.Kind.MOST, 30);

  private final Ground ground;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<WebSocket> sockets = Collections.synchronizedList(new ArrayList<>());
  private volatile Event event;

  /** What all wait for. */
  private record Event(CountDownLatch left, List<Long> times) {}

  SocketCrowd(Ground ground) {
    this.ground = ground;
  }

  List<Row> run() {
    int count = ground.plan().sockets();
    List<Person> people = ground.cast().crowd();
    if (count > people.size() * PER_PERSON) {
      throw new BenchException(
          "SOCKETS is at most "
              + people.size() * PER_PERSON
              + " with "
              + people.size()
              + " people");
    }
    Api api = ground.stage().api();
    Person author = people.getFirst();
    String subscribe = "{\"op\":\"subscribe\",\"channel\":\"user:" + author.id() + "\"}";
    long before = Jvm.liveHeap(ground.stage().server().pid());
    try (Bar bar = new Bar(ground.out(), "Connecting", count)) {
      Crowd.share(
          CONNECTING,
          IntStream.range(0, count).boxed().toList(),
          number -> {
            connect(api, people.get(number % people.size()), subscribe);
            bar.step();
          });
      double heap = (Jvm.liveHeap(ground.stage().server().pid()) - before) / 1024.0 / count;
      return events(api, author, count, heap, bar.seconds());
    } finally {
      sockets.forEach(WebSocket::abort);
      client.shutdownNow();
    }
  }

  private List<Row> events(Api api, Person author, int count, double heap, double seconds) {
    List<Double> p99 = new ArrayList<>();
    long missed = 0;
    // The first one warms up.
    for (int i = 0; i <= EVENTS; i++) {
      Timings round = tell(api, author, count);
      if (i > 0) {
        p99.add(round.millis(99));
        missed += round.errors();
        ground.say(
            "event %d: p50 %.1f ms, p99 %.1f ms, %d not reached",
            i, round.millis(50), round.millis(99), round.errors());
      }
    }
    String what = String.format(Locale.ROOT, "%,d WebSockets: ", count);
    return List.of(
        Row.of(what + "an event to all, p99", "ms", p99, FAST, missed),
        Row.of(what + "heap each", "KiB", List.of(heap), SMALL, 0),
        Row.of(what + "connected after", "s", List.of(seconds), Goal.NONE, 0));
  }

  private Timings tell(Api api, Person author, int count) {
    Event now =
        new Event(new CountDownLatch(count), Collections.synchronizedList(new ArrayList<>()));
    event = now;
    long tweet = api.tweet(author, Texts.next());
    long acknowledged = System.nanoTime();
    Timings timings = new Timings("event " + tweet);
    try {
      boolean all = now.left().await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      event = null;
      long missing = all ? 0 : now.left().getCount();
      for (; missing > 0; missing--) {
        timings.failed();
      }
      synchronized (now.times()) {
        now.times().forEach(at -> timings.took(Math.max(0, at - acknowledged)));
      }
      return timings;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted", interrupted);
    }
  }

  private void connect(Api api, Person person, String subscribe) {
    URI base = ground.stage().url();
    try {
      JsonNode ticket = api.call(person, "POST", "/v1/ws/tickets", Map.of());
      URI address =
          URI.create(
              "ws://%s:%d/v1/ws?ticket=%s"
                  .formatted(base.getHost(), base.getPort(), ticket.path("ticket").asText()));
      Ear ear = new Ear();
      WebSocket socket = client.newWebSocketBuilder().buildAsync(address, ear).join();
      sockets.add(socket);
      subscribe(socket, ear, subscribe);
    } catch (CompletionException failed) {
      throw new BenchException("A WebSocket can't be opened: " + reason(failed.getCause()), failed);
    } catch (IOException failed) {
      throw new BenchException("A WebSocket can't be opened: " + failed.getMessage(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted", interrupted);
    }
  }

  private static String reason(Throwable failed) {
    return failed instanceof WebSocketHandshakeException refused
        ? "the handshake was answered " + refused.getResponse().statusCode()
        : String.valueOf(failed);
  }

  /** Asks again where it is refused for the moment, as any client does. */
  private static void subscribe(WebSocket socket, Ear ear, String subscribe)
      throws InterruptedException {
    String refusal = "";
    for (int i = 0; i < TRIES; i++) {
      socket.sendText(subscribe, true).join();
      String answer = ear.answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (answer == null) {
        throw new BenchException("A WebSocket has no answer to its subscription after " + PATIENCE);
      }
      if (answer.contains(SUBSCRIBED)) {
        return;
      }
      refusal = answer;
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
    }
    throw new BenchException("A WebSocket is not subscribed: " + refusal);
  }

  /** One connection; looks no closer at a frame than it must. */
  private final class Ear implements WebSocket.Listener {
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        if (partial.indexOf("\"tweet.created\"") >= 0) {
          Event now = event;
          if (now != null) {
            now.times().add(System.nanoTime());
            now.left().countDown();
          }
        } else if (partial.indexOf(SUBSCRIBED) >= 0 || partial.indexOf(REFUSED) >= 0) {
          answers.add(partial.toString());
        }
        partial.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
