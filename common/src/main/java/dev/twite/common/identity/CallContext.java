package dev.twite.common.identity;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.trace.TraceSpan;
import dev.twite.common.trace.Traceparent;
import io.grpc.Context;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * What travels with a request through every service: who asks, which service calls, the request id
 * and the trace. Kept in gRPC's {@link Context}, so that every call made while handling a request
 * carries it on.
 */
public final class CallContext {
  static final Context.Key<User> USER = Context.key("twite-user");
  static final Context.Key<String> SERVICE = Context.key("twite-service");
  static final Context.Key<String> REQUEST_ID = Context.key("twite-request-id");

  private static final SecureRandom RANDOM = new SecureRandom();

  private CallContext() {}

  /** The person on whose behalf the current request runs, if signed in. */
  public static Optional<User> user() {
    return Optional.ofNullable(USER.get());
  }

  /** The id of the signed-in person, 0 when there is none. */
  public static long userIdOrZero() {
    User user = USER.get();
    return user == null ? 0 : user.id();
  }

  /**
   * @throws TwiteException UNAUTHENTICATED when nobody is signed in
   */
  public static User requireUser() {
    return user().orElseThrow(() -> TwiteException.of(ErrorCode.UNAUTHENTICATED));
  }

  /** The service that calls, e.g. {@code gateway}; empty outside of a call. */
  public static Optional<String> service() {
    return Optional.ofNullable(SERVICE.get());
  }

  /**
   * Admits only calls of the named services.
   *
   * @throws TwiteException FORBIDDEN for any other caller
   */
  public static void requireService(Set<String> services) {
    String caller = SERVICE.get();
    if (caller == null || !services.contains(caller)) {
      throw TwiteException.of(ErrorCode.FORBIDDEN, "This call is for other services only");
    }
  }

  /** Id of the request that is being handled; empty outside of one. */
  public static Optional<String> requestId() {
    return Optional.ofNullable(REQUEST_ID.get());
  }

  /** W3C trace context of the request that is being handled. */
  public static Optional<String> traceparent() {
    return Optional.ofNullable(TraceSpan.current().traceparent());
  }

  /** The current context with a request's ids. */
  public static Context withRequest(String requestId, String traceparent) {
    return withRequest(requestId, TraceSpan.carried(traceparent));
  }

  /** The current context with a request's id and its place in its trace. */
  public static Context withRequest(String requestId, TraceSpan trace) {
    return Context.current().withValues(REQUEST_ID, requestId, TraceSpan.KEY, trace);
  }

  /** The current context with a signed-in person. */
  public static Context withUser(User user) {
    return Context.current().withValue(USER, user);
  }

  /** A new request id: 32 hex digits. */
  public static String newRequestId() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** A new sampled-out W3C traceparent (version 00). */
  public static String newTraceparent() {
    return Traceparent.unsampled();
  }
}
