package dev.twite.common.http;

import com.google.common.collect.Maps;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.identity.CallContext;
import dev.twite.common.metrics.Metrics;
import io.prometheus.client.Gauge;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServerContainer;

/**
 * Where WebSockets are opened, and what all of them have in common: a limit, pings, the end of
 * silent and stalled ones, a farewell at shutdown. In front of Javalin, whose own WebSockets can
 * neither see a pong nor wait for a message to leave.
 */
final class SocketDoor implements Filter {
  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private static final int TICK_MILLIS = 500;

  private final Map<String, SocketEndpoint> endpoints;
  private final SocketConfig config;
  private final ClientAddress addresses;
  private final Gauge openNow;
  private final Set<JettySocket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger taken = new AtomicInteger();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sockets").factory());
  private volatile boolean stopping;
  private long pingedAt = System.nanoTime();

  SocketDoor(
      Set<SocketEndpoint> endpoints,
      SocketConfig config,
      ClientAddress addresses,
      Metrics metrics) {
    this.endpoints = Maps.uniqueIndex(endpoints, SocketEndpoint::path);
    this.config = config;
    this.addresses = addresses;
    this.openNow = metrics.gauge("twite_sockets", "Open WebSockets");
  }

  boolean isUsed() {
    return !endpoints.isEmpty();
  }

  void into(ServletContextHandler context) {
    if (!isUsed()) {
      return;
    }
    FilterHolder holder = new FilterHolder(this);
    holder.setAsyncSupported(true);
    for (String path : endpoints.keySet()) {
      context.addFilter(holder, path, EnumSet.of(DispatcherType.REQUEST));
    }
    var unused =
        timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Says good-bye to everybody (R17). */
  void stop() {
    stopping = true;
    open.forEach(socket -> socket.close(CloseCode.GOING_AWAY, "Going away"));
    long end = System.nanoTime() + 2 * FAREWELL.toNanos();
    while (!open.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    timer.shutdownNow();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    SocketEndpoint endpoint = endpoints.get(http.getRequestURI());
    if (endpoint == null || !"websocket".equalsIgnoreCase(http.getHeader("Upgrade"))) {
      chain.doFilter(request, response);
      return;
    }
    String requestId = HttpServer.requestIdOf(http.getHeader(HttpServer.REQUEST_ID));
    answer.setHeader(HttpServer.REQUEST_ID, requestId);
    try {
      open(endpoint, http, answer, requestId);
    } catch (Exception refused) {
      write(answer, ProblemWriter.write(GrpcErrors.toError(refused), requestId));
    }
  }

  private void open(
      SocketEndpoint endpoint,
      HttpServletRequest http,
      HttpServletResponse answer,
      String requestId)
      throws Exception {
    if (stopping || taken.incrementAndGet() > config.max()) {
      if (!stopping) {
        taken.decrementAndGet();
      }
      throw TwiteException.retryLater(ErrorCode.OVERLOADED, Duration.ofSeconds(1));
    }
    boolean upgraded = false;
    try {
      SocketRequest request = new SocketRequest(http, requestId, addressOf(http));
      SocketListener listener =
          CallContext.withRequest(requestId, CallContext.newTraceparent())
              .call(() -> endpoint.admit(request));
      JettySocket socket = new JettySocket(listener, this);
      upgraded =
          JettyWebSocketServerContainer.getContainer(http.getServletContext())
              .upgrade((upgrade, response) -> socket, http, answer);
      if (!upgraded) {
        listener.closed(CloseCode.GOING_AWAY, "No upgrade");
        throw TwiteException.of(ErrorCode.INVALID_REQUEST, "Is no WebSocket handshake (RFC 6455)");
      }
    } finally {
      if (!upgraded) {
        taken.decrementAndGet();
      }
    }
  }

  private String addressOf(HttpServletRequest http) {
    var lines = http.getHeaders("X-Forwarded-For");
    return addresses.of(
        http.getRemoteAddr(),
        lines.hasMoreElements() ? String.join(",", Collections.list(lines)) : null);
  }

  private static void write(HttpServletResponse answer, Response problem) throws IOException {
    if (answer.isCommitted()) {
      return;
    }
    answer.setStatus(problem.status());
    problem.headers().forEach(answer::setHeader);
    answer.setContentType(problem.contentType());
    answer.getOutputStream().write(problem.body());
  }

  void opened(JettySocket socket) {
    open.add(socket);
    openNow.inc();
    if (stopping) {
      socket.close(CloseCode.GOING_AWAY, "Going away");
    }
  }

  void closed(JettySocket socket) {
    if (open.remove(socket)) {
      openNow.dec();
      taken.decrementAndGet();
    }
  }

  void disconnectLater(JettySocket socket) {
    try {
      var unused = timer.schedule(socket::disconnect, FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.RejectedExecutionException over) {
      socket.disconnect();
    }
  }

  private void tick() {
    long now = System.nanoTime();
    boolean ping = now - pingedAt >= config.heartbeat().toNanos();
    if (ping) {
      pingedAt = now;
    }
    Duration silence = config.heartbeat().multipliedBy(5).dividedBy(2);
    for (JettySocket socket : open) {
      if (socket.isStalled(now, config.stall())) {
        socket.close(CloseCode.TOO_SLOW, "Reads too slowly");
      } else if (socket.isSilent(now, silence)) {
        socket.close(CloseCode.GOING_AWAY, "Silent for too long");
      } else if (ping) {
        socket.ping();
      }
    }
  }
}
