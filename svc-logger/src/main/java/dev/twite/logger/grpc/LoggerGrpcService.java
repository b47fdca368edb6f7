package dev.twite.logger.grpc;

import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.logger.Cursor;
import dev.twite.logger.LineFilter;
import dev.twite.logger.Search;
import dev.twite.logger.Tail;
import dev.twite.logger.Tails;
import dev.twite.logger.store.LineStore;
import dev.twite.proto.logger.v1.LoggerGrpc;
import dev.twite.proto.logger.v1.QueryRequest;
import dev.twite.proto.logger.v1.QueryResponse;
import dev.twite.proto.logger.v1.TailRequest;
import dev.twite.proto.logger.v1.TailResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The door, for operators' services only. */
public final class LoggerGrpcService extends LoggerGrpc.LoggerImplBase {
  private static final Set<String> CALLERS = Set.of("admin", "ctl");
  // How soon a tail sees that its call is over, or that its caller reads again.
  private static final Duration STEP = Duration.ofMillis(100);

  private final LineStore store;
  private final Tails tails;
  private final Clock clock;

  @Inject
  LoggerGrpcService(LineStore store, Tails tails, Clock clock) {
    this.store = store;
    this.tails = tails;
    this.clock = clock;
  }

  @Override
  public void query(QueryRequest request, StreamObserver<QueryResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          CallContext.requireService(CALLERS);
          LineStore.Found found = store.find(Search.of(request, clock.millis()));
          QueryResponse.Builder answer = QueryResponse.newBuilder().addAllLines(found.lines());
          if (found.more() && !found.lines().isEmpty()) {
            answer.setNextCursor(Cursor.of(found.lines().getLast()).write());
          }
          return answer.build();
        });
  }

  @Override
  public void tail(TailRequest request, StreamObserver<TailResponse> observer) {
    CallContext.requireService(CALLERS);
    Checks checks = new Checks();
    LineFilter filter = LineFilter.of(request.getFilter(), checks);
    checks.finish();
    ServerCallStreamObserver<TailResponse> call = (ServerCallStreamObserver<TailResponse>) observer;
    // Without a handler of its own, gRPC throws at the next line after the caller left.
    call.setOnCancelHandler(() -> {});
    try (Tail tail = tails.open(filter)) {
      while (!call.isCancelled()) {
        if (tail.hasEnded()) {
          throw TwiteException.of(ErrorCode.UNAVAILABLE, "The service stops");
        }
        if (!call.isReady()) {
          // The caller reads slower than lines come: they wait in the tail's bounds, not in gRPC's.
          Thread.sleep(STEP);
          continue;
        }
        Optional<TailResponse> next = tail.next(STEP);
        next.ifPresent(call::onNext);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
