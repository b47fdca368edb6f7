package dev.twite.common.http;

import com.google.common.base.Splitter;
import com.google.common.collect.Maps;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.identity.CallContext;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.Threads;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServerContainer;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where WebSockets are opened, and what all of them have in common: a limit, pings, the end of
 * silent and stalled ones, a farewell at shutdown. In front of Javalin, whose own WebSockets can
 * neither see a pong nor wait for a message to leave.
 */
final class SocketDoor implements Filter {
  private static final Logger log = LoggerFactory.getLogger(SocketDoor.class);
  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private static final Duration OPENING = Duration.ofSeconds(10);
  private static final int TICK_MILLIS = 500;
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");
  private static final String NO_HANDSHAKE = "Is no WebSocket handshake (RFC 6455)";

  private final Map<String, SocketEndpoint> endpoints;
  private final SocketConfig config;
  private final ClientAddress addresses;
  private final Gauge openNow;
  private final Set<JettySocket> open = ConcurrentHashMap.newKeySet();
  private final Set<JettySocket> opening = ConcurrentHashMap.newKeySet();
  // For what listeners do at the end, which may take its time.
  private final ExecutorService executor = Threads.perTask("socket-end");
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
    executor.shutdown();
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
      requireHandshake(http);
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
    JettySocket socket = null;
    boolean upgraded = false;
    try {
      SocketRequest request = new SocketRequest(http, requestId, addressOf(http));
      SocketListener listener =
          CallContext.withRequest(requestId, CallContext.newTraceparent())
              .call(() -> endpoint.admit(request));
      socket = new JettySocket(listener, this);
      opening.add(socket);
      upgraded = upgrade(socket, http, answer);
    } finally {
      if (socket == null) {
        taken.decrementAndGet();
      } else if (!upgraded) {
        giveUp(socket);
      }
    }
  }

  private static boolean upgrade(
      JettySocket socket, HttpServletRequest http, HttpServletResponse answer) throws IOException {
    try {
      if (JettyWebSocketServerContainer.getContainer(http.getServletContext())
          .upgrade((upgrade, response) -> socket, http, answer)) {
        return true;
      }
    } catch (RuntimeException unreadable) {
      if (unreadable instanceof HttpException || unreadable instanceof IllegalArgumentException) {
        throw TwiteException.of(ErrorCode.INVALID_REQUEST, NO_HANDSHAKE, unreadable);
      }
      throw unreadable;
    }
    throw TwiteException.of(ErrorCode.INVALID_REQUEST, NO_HANDSHAKE);
  }

  /** Before anybody is let in: what Jetty would find only afterwards, and take for our failure. */
  private static void requireHandshake(HttpServletRequest http) {
    boolean upgrades =
        Collections.list(http.getHeaders("Connection")).stream()
            .flatMap(line -> Splitter.on(',').trimResults().splitToStream(line))
            .anyMatch("upgrade"::equalsIgnoreCase);
    String key = http.getHeader("Sec-WebSocket-Key");
    if (!http.getMethod().equals("GET")
        || !upgrades
        || !"13".equals(http.getHeader("Sec-WebSocket-Version"))
        || key == null
        || !KEY.matcher(key).matches()) {
      throw TwiteException.of(ErrorCode.INVALID_REQUEST, NO_HANDSHAKE);
    }
  }

  /** The client has gone before its socket was open. */
  private void giveUp(JettySocket socket) {
    if (opening.remove(socket)) {
      socket.end(CloseCode.GOING_AWAY, "No upgrade");
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

  /** Whether it may go on: not one that has been given up. */
  boolean opened(JettySocket socket) {
    if (!opening.remove(socket)) {
      return false;
    }
    open.add(socket);
    openNow.inc();
    if (stopping) {
      socket.close(CloseCode.GOING_AWAY, "Going away");
    }
    return true;
  }

  /** Comes once for each socket. */
  void closed(JettySocket socket) {
    if (open.remove(socket)) {
      openNow.dec();
    }
    opening.remove(socket);
    taken.decrementAndGet();
  }

  void disconnectLater(JettySocket socket) {
    try {
      var unused =
          timer.schedule(
              () -> executor.execute(socket::disconnect),
              FAREWELL.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException over) {
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
      // One that fails must not end the schedule for all.
      try {
        look(socket, now, silence, ping);
      } catch (RuntimeException failed) {
        log.warn("A WebSocket could not be looked at", failed);
      }
    }
    for (JettySocket socket : opening) {
      if (socket.isOlder(now, OPENING)) {
        executor.execute(() -> giveUp(socket));
      }
    }
  }

  private void look(JettySocket socket, long now, Duration silence, boolean ping) {
    if (socket.isStalled(now, config.stall())) {
      socket.close(CloseCode.TOO_SLOW, "Reads too slowly");
    } else if (socket.isSilent(now, silence)) {
      socket.close(CloseCode.GOING_AWAY, "Silent for too long");
    } else if (ping) {
      socket.ping();
    }
  }
}
