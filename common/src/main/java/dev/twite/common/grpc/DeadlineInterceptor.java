package dev.twite.common.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Gives every call the default deadline, counted from the call (a deadline set on a cached stub
 * would expire once and for all, grpc-java#10850). gRPC itself takes the earlier of it and the
 * request's own.
 */
final class DeadlineInterceptor implements ClientInterceptor {
  private final long nanos;

  DeadlineInterceptor(Duration deadline) {
    this.nanos = deadline.toNanos();
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    CallOptions bounded =
        options.getDeadline() == null
            ? options.withDeadlineAfter(nanos, TimeUnit.NANOSECONDS)
            : options;
    return next.newCall(method, bounded);
  }
}
