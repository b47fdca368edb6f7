package dev.twite.common.grpc;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.log.AccessLog;
import dev.twite.common.log.LogScope;
import dev.twite.common.metrics.Metrics;
import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.MDC;

/** What stands between the wire and every handler, outermost first. */
final class ServerGuards {
  private ServerGuards() {}

  /**
   * Turns whatever is thrown into a status, and counts and times every call. Log lines are of the
   * service called, also where the caller lives in the same process.
   */
  static ServerInterceptor errorsAndMetrics(Metrics metrics, LogScope scope) {
    Histogram seconds =
        metrics.histogram(
            "twite_grpc_server_seconds", "Time to answer a gRPC call", "method", "code");
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        long start = System.nanoTime();
        String method = call.getMethodDescriptor().getBareMethodName();
        ServerCall<Q, A> timed =
            new SimpleForwardingServerCall<>(call) {
              @Override
              public void close(Status status, Metadata trailers) {
                seconds
                    .labels(method, status.getCode().name())
                    .observe((System.nanoTime() - start) / 1e9);
                super.close(status, trailers);
              }
            };
        AtomicReference<ServerCall.Listener<Q>> listener = new AtomicReference<>();
        scope.run(
            () -> {
              try {
                listener.set(new MappingListener<>(next.startCall(timed, headers), timed));
              } catch (RuntimeException thrown) {
                closeWith(timed, thrown);
                listener.set(new ServerCall.Listener<>() {});
              }
            });
        return new ScopedListener<>(listener.get(), scope);
      }
    };
  }

  /** Leaves a line of every call, and maps what its handler throws, as whom it was for. */
  static ServerInterceptor answered() {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (isInfrastructure(call)) {
          return next.startCall(call, headers);
        }
        long start = System.nanoTime();
        MethodDescriptor<Q, A> method = call.getMethodDescriptor();
        ServerCall<Q, A> told =
            new SimpleForwardingServerCall<>(call) {
              @Override
              public void close(Status status, Metadata trailers) {
                super.close(status, trailers);
                Status.Code code = status.getCode();
                AccessLog.call(
                    method.getFullMethodName(),
                    !method.isSafe(),
                    code == Status.Code.INTERNAL || code == Status.Code.UNKNOWN,
                    code.name(),
                    System.nanoTime() - start);
              }
            };
        return new MappingListener<>(next.startCall(told, headers), told);
      }
    };
  }

  /** Refuses a call without a deadline (R12): nothing may wait for ever. */
  static ServerInterceptor deadlineRequired() {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (Context.current().getDeadline() == null && !isInfrastructure(call)) {
          throw TwiteException.of(
              ErrorCode.INVALID_REQUEST, "Every call carries a deadline, this one has none");
        }
        return next.startCall(call, headers);
      }
    };
  }

  /** Refuses calls past {@code max} in work at once, immediately (R13). */
  static ServerInterceptor bounded(int max, Metrics metrics) {
    Semaphore permits = new Semaphore(max);
    Gauge inWork = metrics.gauge("twite_grpc_server_calls", "gRPC calls in work");
    metrics.gauge("twite_grpc_server_calls_max", "gRPC calls in work at most").set(max);
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (isInfrastructure(call)) {
          return next.startCall(call, headers);
        }
        if (!permits.tryAcquire()) {
          throw TwiteException.retryLater(ErrorCode.OVERLOADED, java.time.Duration.ofSeconds(1));
        }
        inWork.inc();
        Runnable release =
            once(
                () -> {
                  inWork.dec();
                  permits.release();
                });
        try {
          return new ReleasingListener<>(next.startCall(call, headers), release);
        } catch (RuntimeException thrown) {
          release.run();
          throw thrown;
        }
      }
    };
  }

  /** Health and reflection are asked by machines that set no deadline and hold streams open. */
  private static boolean isInfrastructure(ServerCall<?, ?> call) {
    return call.getMethodDescriptor().getFullMethodName().startsWith("grpc.");
  }

  private static Runnable once(Runnable action) {
    AtomicBoolean done = new AtomicBoolean();
    return () -> {
      if (done.compareAndSet(false, true)) {
        action.run();
      }
    };
  }

  private static void closeWith(ServerCall<?, ?> call, RuntimeException thrown) {
    StatusRuntimeException mapped = GrpcErrors.toStatus(thrown);
    Metadata trailers = mapped.getTrailers();
    call.close(mapped.getStatus(), trailers == null ? new Metadata() : trailers);
  }

  private static final class MappingListener<Q, A> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, A> call;

    MappingListener(ServerCall.Listener<Q> delegate, ServerCall<Q, A> call) {
      super(delegate);
      this.call = call;
    }

    // A unary or server-streaming handler runs here.
    @Override
    public void onHalfClose() {
      try {
        super.onHalfClose();
      } catch (RuntimeException thrown) {
        if (!call.isCancelled()) {
          closeWith(call, thrown);
        }
      } finally {
        MDC.clear();
      }
    }
  }

  private static final class ScopedListener<Q> extends SimpleForwardingServerCallListener<Q> {
    private final LogScope scope;

    ScopedListener(ServerCall.Listener<Q> delegate, LogScope scope) {
      super(delegate);
      this.scope = scope;
    }

    @Override
    public void onMessage(Q message) {
      scope.run(() -> super.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      scope.run(super::onHalfClose);
    }

    @Override
    public void onCancel() {
      scope.run(super::onCancel);
    }

    @Override
    public void onComplete() {
      scope.run(super::onComplete);
    }

    @Override
    public void onReady() {
      scope.run(super::onReady);
    }
  }

  private static final class ReleasingListener<Q> extends SimpleForwardingServerCallListener<Q> {
    private final Runnable release;

    ReleasingListener(ServerCall.Listener<Q> delegate, Runnable release) {
      super(delegate);
      this.release = release;
    }

    @Override
    public void onComplete() {
      release.run();
      super.onComplete();
    }

    @Override
    public void onCancel() {
      release.run();
      super.onCancel();
    }
  }
}
