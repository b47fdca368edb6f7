package dev.twite.gateway.socket;

import dev.twite.common.boot.Component;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.thread.Threads;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.exceptions.UpgradeException;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/**
 * Opens connections to svc-websocket: to its instances in turn, past those that are away or
 * stopping.
 */
final class Upstreams implements Component {
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final int BUSY = 503;
  private static final Duration HANDSHAKE = Duration.ofSeconds(2);
  // Names are resolved elsewhere; nothing else that they do waits.
  private static final int THREADS = 8;
  // How many sockets there may be the server says already.
  private static final int NO_LIMIT = 1 << 20;

  private final List<URI> targets;
  private final AtomicInteger turn = new AtomicInteger();
  private final ExecutorService resolving = Threads.perTask("bridge-resolve");
  private final HttpClient http = http(resolving);
  private WebSocketClient client;

  @Inject
  Upstreams(BridgeConfig config) {
    this.targets = config.targets();
  }

  private static HttpClient http(ExecutorService resolving) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("bridge");
    threads.setDaemon(true);
    Scheduler scheduler = new ScheduledExecutorScheduler("bridge-scheduler", true);
    HttpClient http = new HttpClient();
    http.setExecutor(threads);
    http.setScheduler(scheduler);
    http.setSocketAddressResolver(
        new SocketAddressResolver.Async(resolving, scheduler, CONNECT.toMillis()));
    http.setConnectTimeout(CONNECT.toMillis());
    http.setMaxConnectionsPerDestination(NO_LIMIT);
    http.setFollowRedirects(false);
    http.setHttpCookieStore(new HttpCookieStore.Empty());
    http.setUserAgentField(null);
    return http;
  }

  @Override
  public void start() throws Exception {
    http.start();
    // Made from one that runs, it takes that one's threads.
    client = new WebSocketClient(http);
    client.setStopAtShutdown(false);
    client.start();
  }

  @Override
  public void stop() throws Exception {
    if (client != null) {
      client.stop();
    }
    http.stop();
    resolving.shutdownNow();
  }

  /**
   * Opens one.
   *
   * @param target path and query
   * @throws TwiteException what svc-websocket refused it with; UNAVAILABLE when no instance is
   *     there
   */
  Bridge open(String target, Map<String, String> headers) {
    int first = Math.floorMod(turn.getAndIncrement(), targets.size());
    TwiteException failure = TwiteException.of(ErrorCode.UNAVAILABLE);
    for (int i = 0; i < targets.size(); i++) {
      URI instance = targets.get((first + i) % targets.size());
      ClientUpgradeRequest request = new ClientUpgradeRequest(URI.create(instance + target));
      headers.forEach(request::setHeader);
      request.setTimeout(HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS);
      // One each: an instance that refused may say so to its own once more, later.
      Bridge bridge = new Bridge();
      CompletableFuture<Session> opening = connect(bridge, request);
      try {
        var unused = opening.get(HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS);
        return bridge;
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
    if (cause instanceof UpgradeException refused && refused.getResponseStatusCode() > 0) {
      int status = refused.getResponseStatusCode();
      if (status != BUSY) {
        throw refusal(status);
      }
      return refusal(status);
    }
    TwiteException away =
        TwiteException.of(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.title(), cause);
    if (cause instanceof ConnectException
        || cause instanceof SocketTimeoutException
        || cause instanceof NoRouteToHostException
        || cause instanceof UnknownHostException) {
      return away;
    }
    throw away;
  }

  private CompletableFuture<Session> connect(Bridge bridge, ClientUpgradeRequest request) {
    try {
      return client.connect(bridge, request);
    } catch (IOException failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  private static void abortLater(CompletableFuture<Session> opening) {
    var unused =
        opening.whenComplete(
            (late, failed) -> {
              if (late != null) {
                late.disconnect();
              }
            });
    opening.cancel(true);
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
