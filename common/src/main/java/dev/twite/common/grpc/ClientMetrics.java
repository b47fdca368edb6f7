package dev.twite.common.grpc;

import dev.twite.common.metrics.Metrics;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.prometheus.client.Histogram;

/** Counts and times the calls to one target as the caller sees them: repeats are one call. */
final class ClientMetrics implements ClientInterceptor {
  private final Histogram seconds;
  private final String target;

  ClientMetrics(Metrics metrics, String target) {
    this.seconds =
        metrics.histogram(
            "twite_grpc_client_seconds",
            "Time until another service answered",
            "target",
            "method",
            "code");
    this.target = target;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    String name = method.getBareMethodName();
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        long begin = System.nanoTime();
        Listener<A> timed =
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onClose(Status status, Metadata trailers) {
                seconds
                    .labels(target, name, status.getCode().name())
                    .observe((System.nanoTime() - begin) / 1e9);
                super.onClose(status, trailers);
              }
            };
        super.start(timed, headers);
      }
    };
  }
}
