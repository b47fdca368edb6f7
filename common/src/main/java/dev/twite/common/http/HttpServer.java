package dev.twite.common.http;

import dev.twite.common.boot.Component;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.identity.CallContext;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.trace.Tracing;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;

/**
 * The REST server of a service: Javalin behind {@link Endpoint}s. No other class knows of Javalin
 * but {@link Request}.
 */
public final class HttpServer implements Component {
  static final String REQUEST_ID = "X-Request-Id";
  // Java's default is 50: a burst of clients would wait for a second SYN.
  private static final int ACCEPT_QUEUE = 1024;
  private static final int SEND_BUFFER = 256 << 10;
  private static final Pattern REQUEST_ID_FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final HttpConfig config;
  private final Set<Endpoint> endpoints;
  private final Dispatcher dispatcher;
  private final ClientAddress clientAddress;
  private final Cors cors;
  private final SocketDoor sockets;
  private final StreamSender streams;
  private Javalin javalin;

  @Inject
  HttpServer(
      HttpConfig config,
      Set<Endpoint> endpoints,
      Authenticator authenticator,
      Set<RequestFilter> filters,
      Set<SocketEndpoint> sockets,
      SocketConfig socketConfig,
      Metrics metrics,
      Tracing tracing) {
    this.config = config;
    this.endpoints = endpoints;
    this.dispatcher = new Dispatcher(config, authenticator, List.copyOf(filters), metrics, tracing);
    this.streams = new StreamSender(config::pace, dispatcher.timer());
    this.clientAddress = new ClientAddress(config.trustedProxies());
    this.cors = new Cors(config.corsOrigins());
    this.sockets = new SocketDoor(sockets, socketConfig, clientAddress, metrics);
  }

  @Override
  public Phase phase() {
    return Phase.SERVER;
  }

  @Override
  public void start() {
    javalin = Javalin.create(this::configure).start();
  }

  @Override
  public void stop() {
    if (javalin != null) {
      sockets.stop();
      javalin.stop();
    }
    dispatcher.stop();
  }

  /** The port in use. */
  public int port() {
    return javalin.port();
  }

  private void configure(JavalinConfig javalin) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.startup.startupWatcherEnabled = false;
    javalin.http.prefer405over404 = true;
    javalin.http.maxRequestSize = config.maxBodyBytes();
    javalin.concurrency.useVirtualThreads = Runtime.version().feature() >= 24;
    javalin.jetty.addConnector(this::connector);
    javalin.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setSendDateHeader(false);
          // Jetty's takes 96 KB a connection, and keeps it while a WebSocket is open.
          http.setHeaderCacheSize(0);
        });
    javalin.jetty.modifyServer(this::configure);
    javalin.jetty.modifyServletContextHandler(sockets::into);
    javalin.routes.before(HttpServer::requestId);
    // Named outright, or Javalin writes its own refusals as text.
    javalin.routes.exception(HttpResponseException.class, this::writeException);
    javalin.routes.before(cors::before);
    javalin.routes.exception(Exception.class, this::writeException);
    for (Endpoint endpoint : endpoints) {
      route(javalin, endpoint, endpoint.route().method().name());
      if (endpoint.route().method() == Route.Method.GET && !endpoint.streamsFor().isZero()) {
        // Else Javalin answers 200 to it, whatever is there.
        route(javalin, endpoint, "HEAD");
      }
    }
  }

  private void route(JavalinConfig javalin, Endpoint endpoint, String method) {
    javalin.routes.addEndpoint(
        new io.javalin.router.Endpoint(
            HandlerType.findOrCreate(method),
            endpoint.route().path(),
            context -> serve(endpoint, context)));
  }

  // Without acceptor threads: Jetty interrupts those when it stops, and a connection that
  // ServerSocketChannel.accept has just taken is then lost, neither answered nor closed. So
  // connections that come while the server stops are told 503.
  private ServerConnector connector(Server server, HttpConfiguration http) {
    ServerConnector connector = new ServerConnector(server, 0, -1, new HttpConnectionFactory(http));
    connector.setHost(config.host());
    connector.setPort(config.port());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    if (sockets.isUsed()) {
      // Else the system takes megabytes for one that does not read, and we learn of it late.
      connector.setAcceptedSendBufferSize(SEND_BUFFER);
    }
    return connector;
  }

  private void configure(Server server) {
    // Requests in work end before connections close (javalin#2332, jetty.project#13161).
    server.setStopTimeout(config.grace().toMillis());
    server.setHandler(new GracefulHandler());
    server.setErrorHandler(new ProblemErrorHandler());
  }

  private void serve(Endpoint endpoint, Context context) {
    String peer = context.req().getRemoteAddr();
    Request request =
        new Request(
            context,
            endpoint.route(),
            clientAddress.of(peer, forwardedFor(context)),
            config,
            dispatcher.timer());
    dispatcher.dispatch(
        endpoint,
        request,
        context.res().getHeader(REQUEST_ID),
        context::header,
        response -> send(context, response));
  }

  /** All lines of the header: a proxy may add a line of its own below the client's. */
  private static String forwardedFor(Context context) {
    Enumeration<String> lines = context.req().getHeaders("X-Forwarded-For");
    return lines.hasMoreElements() ? String.join(",", Collections.list(lines)) : null;
  }

  private static void requestId(Context context) {
    context.header(REQUEST_ID, requestIdOf(context.header(REQUEST_ID)));
    context.header("X-Content-Type-Options", "nosniff");
  }

  /** The id that was sent, if it is well formed, else a new one. */
  static String requestIdOf(String sent) {
    boolean wellFormed = sent != null && REQUEST_ID_FORM.matcher(sent).matches();
    return wellFormed ? sent : CallContext.newRequestId();
  }

  // What Javalin itself refuses: unknown routes and methods, unreadable requests.
  private void writeException(Exception thrown, Context context) {
    TwiteException error =
        thrown instanceof HttpResponseException refused
            ? TwiteException.of(codeOf(refused.getStatus()))
            : GrpcErrors.toError(thrown);
    if (thrown instanceof MethodNotAllowedResponse refused) {
      // RFC 9110, 15.5.6.
      context.header("Allow", refused.getDetails().getOrDefault("availableMethods", ""));
    }
    send(context, ProblemWriter.write(error, String.valueOf(context.res().getHeader(REQUEST_ID))));
  }

  private static ErrorCode codeOf(int status) {
    return switch (status) {
      case 404 -> ErrorCode.NOT_FOUND;
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 413 -> ErrorCode.BODY_TOO_LARGE;
      case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
      case 503 -> ErrorCode.OVERLOADED;
      default -> status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL;
    };
  }

  private void send(Context context, Response response) {
    context.status(response.status());
    response.headers().forEach(context::header);
    if (!response.contentType().isEmpty()) {
      context.contentType(response.contentType());
    }
    if (response.stream() != null) {
      if (!streams.send(context, response.stream())) {
        HttpServletResponse out = context.res();
        String requestId = out.getHeader(REQUEST_ID);
        // Also what it says of caching, which is true of the picture alone.
        out.reset();
        context.header(REQUEST_ID, requestId);
        send(context, ProblemWriter.write(TwiteException.of(ErrorCode.UNAVAILABLE), requestId));
      }
    } else if (response.body().length > 0) {
      context.result(response.body());
    }
  }
}
