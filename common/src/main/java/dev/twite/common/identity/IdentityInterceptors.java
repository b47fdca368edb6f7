package dev.twite.common.identity;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.trace.TraceSpan;
import dev.twite.common.trace.Traceparent;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Optional;

/** Puts {@link CallContext} on the wire and takes it off again. */
public final class IdentityInterceptors {
  private static final Metadata.Key<String> AUTHORIZATION = ascii("authorization");
  private static final Metadata.Key<String> REQUEST_ID = ascii("x-request-id");
  private static final Metadata.Key<String> TRACEPARENT = ascii(Traceparent.HEADER);
  private static final String BEARER = "Bearer ";
  private static final String HEALTH = "grpc.health.v1.Health";

  private IdentityInterceptors() {}

  /** Every call to {@code target} carries a call token, the request id and the trace. */
  public static ClientInterceptor outgoing(CallTokens tokens, String target) {
    return new ClientInterceptor() {
      @Override
      public <Q, A> ClientCall<Q, A> interceptCall(
          MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
          @Override
          public void start(Listener<A> listener, Metadata headers) {
            headers.put(AUTHORIZATION, BEARER + tokens.mint(target, CallContext.user()));
            CallContext.requestId().ifPresent(id -> headers.put(REQUEST_ID, id));
            CallContext.traceparent().ifPresent(trace -> headers.put(TRACEPARENT, trace));
            super.start(listener, headers);
          }
        };
      }
    };
  }

  /**
   * Refuses calls without a valid call token, but those that ask for health; runs the others in
   * their {@link CallContext}.
   */
  public static ServerInterceptor incoming(CallTokens tokens) {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        // Load balancers watch health by themselves, with no call of ours to take a token from.
        if (HEALTH.equals(call.getMethodDescriptor().getServiceName())) {
          return next.startCall(call, headers);
        }
        return Contexts.interceptCall(contextOf(tokens, headers), call, headers, next);
      }
    };
  }

  private static Context contextOf(CallTokens tokens, Metadata headers) {
    String header = headers.get(AUTHORIZATION);
    if (header == null || !header.startsWith(BEARER)) {
      throw TwiteException.of(ErrorCode.UNAUTHENTICATED, "The call carries no call token");
    }
    CallTokens.Verified caller = tokens.verify(header.substring(BEARER.length()));
    String requestId =
        Optional.ofNullable(headers.get(REQUEST_ID)).orElseGet(CallContext::newRequestId);
    Context context =
        Context.current()
            .withValues(
                CallContext.SERVICE, caller.service(),
                CallContext.REQUEST_ID, requestId,
                TraceSpan.KEY, TraceSpan.carried(headers.get(TRACEPARENT)));
    return caller.user().isEmpty()
        ? context
        : context.withValue(CallContext.USER, caller.user().get());
  }

  private static Metadata.Key<String> ascii(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
