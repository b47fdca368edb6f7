package dev.twite.common.trace;

import dev.twite.common.error.TwiteException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.semconv.ServerAttributes;
import java.util.Set;

/** Calls between services, at both their ends, by OpenTelemetry's conventions for gRPC. */
public final class GrpcSpans {
  private static final Metadata.Key<String> TRACEPARENT =
      Metadata.Key.of(Traceparent.HEADER, Metadata.ASCII_STRING_MARSHALLER);
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("rpc.system.name");
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("rpc.method");
  private static final AttributeKey<String> STATUS =
      AttributeKey.stringKey("rpc.response.status_code");

  /** What is the server's own failure; a caller counts everything but OK as one. */
  private static final Set<Status.Code> SERVER_ERRORS =
      Set.of(
          Status.Code.UNKNOWN,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.UNIMPLEMENTED,
          Status.Code.INTERNAL,
          Status.Code.UNAVAILABLE,
          Status.Code.DATA_LOSS);

  private GrpcSpans() {}

  /**
   * Calls to {@code target}. Next to the wire: what others put into the headers is there, and the
   * span that the target continues by replaces the caller's.
   */
  public static ClientInterceptor calls(String target) {
    String address = "svc-" + target;
    return new ClientInterceptor() {
      @Override
      public <Q, A> ClientCall<Q, A> interceptCall(
          MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        ClientCall<Q, A> call = next.newCall(method, options);
        TraceSpan work = TraceSpan.current();
        return work.isRecorded() ? new Traced<>(call, work, method, address) : call;
      }
    };
  }

  /** Handling calls. Inside of what knows who calls: only a service's own word counts. */
  public static ServerInterceptor handling(Tracing tracing) {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String method = call.getMethodDescriptor().getFullMethodName();
        // Health and reflection are nobody's work.
        if (!tracing.isOn() || method.startsWith("grpc.")) {
          return next.startCall(call, headers);
        }
        TraceSpan span = tracing.inside(method, SpanKind.SERVER, TraceSpan.current().traceparent());
        return span.isRecorded()
            ? handle(span, call, headers, next)
            : next.startCall(call, headers);
      }
    };
  }

  private static <Q, A> ServerCall.Listener<Q> handle(
      TraceSpan span, ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    describe(span, call.getMethodDescriptor());
    ServerCall<Q, A> told =
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            super.close(status, trailers);
            end(span, status.getCode(), SERVER_ERRORS.contains(status.getCode()));
          }
        };
    Context work = Context.current().withValue(TraceSpan.KEY, span);
    try {
      return new SimpleForwardingServerCallListener<>(
          Contexts.interceptCall(work, told, headers, next)) {
        @Override
        public void onCancel() {
          super.onCancel();
          end(span, Status.Code.CANCELLED, false);
        }
      };
    } catch (RuntimeException refused) {
      Status.Code code =
          refused instanceof TwiteException error ? error.code().grpcCode() : Status.Code.INTERNAL;
      end(span, code, SERVER_ERRORS.contains(code));
      throw refused;
    }
  }

  private static void describe(TraceSpan span, MethodDescriptor<?, ?> method) {
    span.set(SYSTEM, "grpc").set(METHOD, method.getFullMethodName());
  }

  private static void end(TraceSpan span, Status.Code code, boolean isError) {
    span.set(STATUS, code.name());
    if (isError) {
      span.failed(code.name());
    }
    span.end();
  }

  /** A call that is a part of recorded work. */
  private static final class Traced<Q, A> extends SimpleForwardingClientCall<Q, A> {
    private final TraceSpan work;
    private final MethodDescriptor<Q, A> method;
    private final String address;

    Traced(ClientCall<Q, A> call, TraceSpan work, MethodDescriptor<Q, A> method, String address) {
      super(call);
      this.work = work;
      this.method = method;
      this.address = address;
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
      TraceSpan span =
          work.child(method.getFullMethodName(), SpanKind.CLIENT)
              .set(ServerAttributes.SERVER_ADDRESS, address);
      describe(span, method);
      headers.discardAll(TRACEPARENT);
      headers.put(TRACEPARENT, span.traceparent());
      super.start(
          new SimpleForwardingClientCallListener<>(listener) {
            @Override
            public void onClose(Status status, Metadata trailers) {
              end(span, status.getCode(), !status.isOk());
              super.onClose(status, trailers);
            }
          },
          headers);
    }
  }
}
