package dev.twite.admin.operate;

import dev.twite.proto.logger.v1.LoggerGrpc.LoggerBlockingStub;
import dev.twite.proto.logger.v1.QueryRequest;
import dev.twite.proto.logger.v1.QueryResponse;
import dev.twite.proto.logger.v1.TailRequest;
import dev.twite.proto.logger.v1.TailResponse;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.stub.ServerCallStreamObserver;
import jakarta.inject.Inject;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Logs of all services, which svc-logger has. Errors are its own; UNAVAILABLE while it is away. */
public final class Logs {
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST_S = TimeUnit.HOURS.toSeconds(1);

  private final LoggerBlockingStub logger;

  @Inject
  Logs(LoggerBlockingStub logger) {
    this.logger = logger;
  }

  public QueryResponse query(QueryRequest request) {
    return logger.query(request);
  }

  /**
   * Hands lines on until the caller ends it or its deadline does. Takes the next one only when the
   * caller has room, so that svc-logger is the one who leaves out and counts.
   */
  public void tail(TailRequest request, ServerCallStreamObserver<TailResponse> caller) {
    Deadline deadline = Context.current().getDeadline();
    Iterator<TailResponse> lines =
        logger
            .withDeadline(deadline == null ? Deadline.after(LONGEST_S, TimeUnit.SECONDS) : deadline)
            .tail(request);
    while (!caller.isCancelled() && lines.hasNext()) {
      caller.onNext(lines.next());
      while (!caller.isReady() && !caller.isCancelled()) {
        LockSupport.parkNanos(STEP_NANOS);
      }
    }
    if (!caller.isCancelled()) {
      caller.onCompleted();
    }
  }
}
