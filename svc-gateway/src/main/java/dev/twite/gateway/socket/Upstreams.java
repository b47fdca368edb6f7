package dev.twite.gateway.socket;

import dev.twite.common.boot.Component;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.thread.Threads;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens connections to svc-websocket: to its instances in turn, past those that are away or
 * stopping.
 */
final class Upstreams implements Component {
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final int BUSY = 503;
  private static final Duration HANDSHAKE = Duration.ofSeconds(2);

  private final List<URI> targets;
  private final AtomicInteger turn = new AtomicInteger();
  private final ExecutorService executor = Threads.perTask("bridge");
  private HttpClient client;

  @Inject
  Upstreams(BridgeConfig config) {
    this.targets = config.targets();
  }

  @Override
  public void start() {
    client = HttpClient.newBuilder().executor(executor).connectTimeout(CONNECT).build();
  }

  @Override
  public void stop() {
    if (client != null) {
      client.shutdownNow();
    }
    executor.shutdownNow();
  }

  /**
   * Opens one.
   *
   * @param target path and query
   * @throws TwiteException what svc-websocket refused it with; UNAVAILABLE when no instance is
   *     there
   */
  WebSocket open(String target, Map<String, String> headers, WebSocket.Listener listener) {
    int first = Math.floorMod(turn.getAndIncrement(), targets.size());
    TwiteException failure = TwiteException.of(ErrorCode.UNAVAILABLE);
    for (int i = 0; i < targets.size(); i++) {
      URI instance = targets.get((first + i) % targets.size());
      WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(CONNECT);
      headers.forEach(builder::header);
      CompletableFuture<WebSocket> opening =
          builder.buildAsync(URI.create(instance + target), listener);
      try {
        return opening.get(HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException failed) {
        failure = failure(failed.getCause());
      } catch (TimeoutException slow) {
        abortLater(opening);
        throw TwiteException.of(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.title(), slow);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        abortLater(opening);
        throw TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
      }
    }
    throw failure;
  }

  /**
   * What to say when no other instance is there: this one is away, or takes nobody at the moment.
   *
   * @throws TwiteException when another must not be asked, as the ticket may be used up
   */
  private static TwiteException failure(Throwable cause) {
    if (cause instanceof WebSocketHandshakeException refused) {
      int status = refused.getResponse().statusCode();
      if (status != BUSY) {
        throw refusal(status);
      }
      return refusal(status);
    }
    TwiteException away =
        TwiteException.of(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.title(), cause);
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      return away;
    }
    throw away;
  }

  private static void abortLater(CompletableFuture<WebSocket> opening) {
    var unused =
        opening.whenComplete(
            (late, failed) -> {
              if (late != null) {
                late.abort();
              }
            });
  }

  private static TwiteException refusal(int status) {
    return switch (status) {
      case 400 ->
          TwiteException.of(
              ErrorCode.INVALID_REQUEST,
              "Only a ticket of POST /v1/ws/tickets may be in the URL, and no body");
      case 401 -> TwiteException.of(ErrorCode.UNAUTHENTICATED, "Send a ticket");
      case 403 -> TwiteException.of(ErrorCode.FORBIDDEN, "Pages of this origin may not connect");
      case BUSY -> TwiteException.retryLater(ErrorCode.OVERLOADED, Duration.ofSeconds(1));
      default -> TwiteException.of(ErrorCode.UNAVAILABLE);
    };
  }
}
