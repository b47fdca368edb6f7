package dev.twite.common.http;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.identity.CallContext;
import dev.twite.common.identity.Role;
import dev.twite.common.identity.User;
import dev.twite.common.log.AccessLog;
import dev.twite.common.log.Line;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.trace.HttpSpans;
import dev.twite.common.trace.TraceSpan;
import dev.twite.common.trace.Traceparent;
import dev.twite.common.trace.Tracing;
import io.grpc.Context;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.MDC;

/**
 * What happens to every request: bound, deadline, identity, filters, endpoint, errors, metrics,
 * access log.
 */
final class Dispatcher {
  private static final String BEARER = "Bearer ";

  private final HttpConfig config;
  private final Authenticator authenticator;
  private final List<RequestFilter> filters;
  private final Semaphore permits;
  private final Semaphore streams;
  private final Tracing tracing;
  private final Gauge inWork;
  private final Histogram seconds;
  // Only ever ends what took too long; the work itself runs on the request's thread.
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("http-deadline").factory());

  Dispatcher(
      HttpConfig config,
      Authenticator authenticator,
      List<RequestFilter> filters,
      Metrics metrics,
      Tracing tracing) {
    this.config = config;
    this.tracing = tracing;
    this.authenticator = authenticator;
    this.filters = List.copyOf(filters);
    this.permits = new Semaphore(config.maxRequests());
    this.streams = new Semaphore(config.maxStreams());
    this.inWork = metrics.gauge("twite_http_requests", "Requests in work");
    metrics
        .gauge("twite_http_requests_max", "Requests in work at most")
        .set(config.maxRequests() + config.maxStreams());
    this.seconds =
        metrics.histogram("twite_http_seconds", "Time to answer a request", "route", "status");
  }

  void stop() {
    timer.shutdownNow();
  }

  /** For what is short and never waits. */
  ScheduledExecutorService timer() {
    return timer;
  }

  void dispatch(
      Endpoint endpoint, Request request, String requestId, HeaderSink headers, Sender sender) {
    Route route = endpoint.route();
    TraceSpan span =
        HttpSpans.begin(
            tracing, route.method().name(), route.path(), request.header(Traceparent.HEADER));
    MDC.put("request_id", requestId);
    // For what is said when the request's context is over.
    if (span.isRecorded()) {
      MDC.put(Line.TRACE_ID, span.traceId());
    }
    try {
      dispatch(endpoint, request, new Travelling(requestId, span), headers, sender);
    } finally {
      span.end();
      MDC.clear();
    }
  }

  private void dispatch(
      Endpoint endpoint, Request request, Travelling ids, HeaderSink headers, Sender sender) {
    long start = System.nanoTime();
    String requestId = ids.requestId();
    boolean isStream = !endpoint.streamsFor().isZero();
    if (endpoint.route().method() != Route.Method.GET && !isStream) {
      request.prefetch();
    }
    Semaphore places = isStream ? streams : permits;
    Response response;
    if (isAlwaysAnswered(endpoint.route()) && !isStream) {
      response = answer(endpoint, request, ids, headers, sender);
    } else if (!places.tryAcquire()) {
      response =
          refused(TwiteException.retryLater(ErrorCode.OVERLOADED, Duration.ofSeconds(1)), ids);
    } else {
      inWork.inc();
      try {
        response = answer(endpoint, request, ids, headers, sender);
      } finally {
        inWork.dec();
        places.release();
      }
    }
    // Out of its place, and not for who was too slow, who has had his time.
    if (isStream
        && response.status() >= 400
        && response.status() != ErrorCode.DEADLINE_EXCEEDED.httpStatus()) {
      request.drain();
    }
    if (response.stream() == null) {
      sender.send(response);
    }
    long nanos = System.nanoTime() - start;
    String route = endpoint.route().toString();
    seconds.labels(route, Integer.toString(response.status())).observe(nanos / 1e9);
    boolean changes = endpoint.route().method() != Route.Method.GET;
    AccessLog.request(route, changes, response.status(), nanos, requestId);
    HttpSpans.answered(ids.span(), response.status());
  }

  /** Health, keys, documents: cheap, and wanted most when everything else is busy. */
  private static boolean isAlwaysAnswered(Route route) {
    return route.access() == Access.OPEN && route.method() == Route.Method.GET;
  }

  private Response answer(
      Endpoint endpoint, Request request, Travelling ids, HeaderSink headers, Sender sender) {
    Context.CancellableContext context =
        CallContext.withRequest(ids.requestId(), ids.span())
            .withDeadlineAfter(deadlineOf(endpoint).toNanos(), TimeUnit.NANOSECONDS, timer);
    try {
      return context.call(
          () -> {
            Optional<User> user;
            try {
              user = authenticate(endpoint.route(), request);
            } catch (TwiteException refused) {
              // Trying out tokens counts against the limits too.
              filter(request, headers);
              throw refused;
            }
            // The line at the end is written when the context is over.
            user.ifPresent(one -> MDC.put("user_id", Long.toUnsignedString(one.id())));
            Context signedIn = user.map(CallContext::withUser).orElseGet(Context::current);
            return signedIn.call(
                () -> {
                  filter(request, headers);
                  authorize(endpoint.route(), user);
                  return sent(endpoint.handle(request), sender);
                });
          });
    } catch (Exception thrown) {
      TwiteException error = told(GrpcErrors.toError(thrown), context);
      return refused(error, ids);
    } finally {
      context.cancel(null);
    }
  }

  private static Response refused(TwiteException error, Travelling ids) {
    HttpSpans.refused(ids.span(), error.code());
    return ProblemWriter.write(error, ids.requestId());
  }

  // A stream goes out while its source's calls may still run: in their time, and in its place.
  private static Response sent(Response response, Sender sender) {
    if (response.stream() != null) {
      try {
        sender.send(response);
      } finally {
        response.stream().close();
      }
    }
    return response;
  }

  private Duration deadlineOf(Endpoint endpoint) {
    return endpoint.streamsFor().isZero() ? config.deadline() : endpoint.streamsFor();
  }

  // Whoever reads this did not cancel: our time was up, or the part that was asked is stopping.
  private static TwiteException told(TwiteException error, Context context) {
    if (error.code() != ErrorCode.CANCELLED) {
      return error;
    }
    return TwiteException.of(
        context.getDeadline().isExpired() ? ErrorCode.DEADLINE_EXCEEDED : ErrorCode.UNAVAILABLE);
  }

  private void filter(Request request, HeaderSink headers) {
    for (RequestFilter filter : filters) {
      filter.before(request, headers::set);
    }
  }

  private Optional<User> authenticate(Route route, Request request) {
    Optional<String> header = request.header("Authorization");
    if (header.isEmpty() || route.access() == Access.OPEN) {
      return Optional.empty();
    }
    if (!header.get().regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw TwiteException.of(
          ErrorCode.TOKEN_INVALID, "Send the access token as: Authorization: Bearer <token>");
    }
    return Optional.of(authenticator.authenticate(header.get().substring(BEARER.length()).strip()));
  }

  private static void authorize(Route route, Optional<User> user) {
    Role needed =
        switch (route.access()) {
          case OPEN, PUBLIC -> null;
          case USER -> Role.USER;
          case MODERATOR -> Role.MODERATOR;
          case ADMIN -> Role.ADMIN;
        };
    if (needed == null) {
      return;
    }
    if (user.isEmpty()) {
      throw TwiteException.of(ErrorCode.UNAUTHENTICATED);
    }
    if (!user.get().role().includes(needed)) {
      throw TwiteException.of(ErrorCode.FORBIDDEN);
    }
  }

  /** By what a request is known wherever it gets. */
  private record Travelling(String requestId, TraceSpan span) {}

  /** Lets an answer go. */
  interface Sender {
    void send(Response response);
  }

  /** Sets a header of the answer. */
  interface HeaderSink {
    void set(String name, String value);
  }
}
