package dev.twite.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A person's live connection, as a client library would have it. */
final class LiveSocket implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private WebSocket socket;

  /**
   * A message.
   *
   * @param at when it came, {@link System#nanoTime}
   */
  record Frame(JsonNode body, long at) {
    String op() {
      return body.path("op").asText();
    }

    String type() {
      return body.path("type").asText();
    }
  }

  private LiveSocket() {}

  /** Connects with a fresh ticket. */
  static LiveSocket open(URI base, Resident person) throws IOException, InterruptedException {
    Resident.Answer ticket = person.post("/v1/ws/tickets", Map.of(), "ticket-" + System.nanoTime());
    if (ticket.status() != 200 && ticket.status() != 201) {
      throw new AssertionError("No ticket: " + ticket);
    }
    URI address =
        URI.create(
            "ws://%s:%d/v1/ws?ticket=%s"
                .formatted(base.getHost(), base.getPort(), ticket.body().path("ticket").asText()));
    LiveSocket live = new LiveSocket();
    live.socket = CLIENT.newWebSocketBuilder().buildAsync(address, live).join();
    live.await("hello", "");
    return live;
  }

  /** Subscribes and waits until that is answered. */
  void subscribe(String channel) throws IOException, InterruptedException {
    socket
        .sendText(JSON.writeValueAsString(Map.of("op", "subscribe", "channel", channel)), true)
        .join();
    await("subscribed", "");
  }

  /** The next message of a kind; others before it are passed over. */
  Frame await(String op, String type) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      Frame frame = frames.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (frame == null) {
        throw new AssertionError("No " + op + " " + type + " within 60 s");
      }
      if (frame.op().equals(op) && (type.isEmpty() || frame.type().equals(type))) {
        return frame;
      }
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      try {
        frames.add(new Frame(JSON.readTree(partial.toString()), System.nanoTime()));
      } catch (IOException noJson) {
        throw new UncheckedIOException(noJson);
      }
      partial.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
    closed.complete(code);
    return null;
  }

  /** The code that the server closed with; 0 = it has not. */
  int closeCode() {
    return closed.getNow(0);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
