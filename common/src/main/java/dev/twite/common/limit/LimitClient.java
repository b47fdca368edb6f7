package dev.twite.common.limit;

import dev.twite.common.error.Breaker;
import dev.twite.common.metrics.Metrics;
import dev.twite.proto.ratelimit.v1.GetRulesRequest;
import dev.twite.proto.ratelimit.v1.GetRulesResponse;
import dev.twite.proto.ratelimit.v1.RateLimitGrpc.RateLimitBlockingStub;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.prometheus.client.Gauge;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls to svc-ratelimit that never take long: a deadline on each, and after three failures in a
 * row nobody waits for a second (R10). Then one request a second tries.
 */
final class LimitClient {
  private static final Logger log = LoggerFactory.getLogger(LimitClient.class);
  private static final int BREAKER_FAILURES = 3;
  private static final Duration BREAKER_OPEN = Duration.ofSeconds(1);
  private static final Duration RULES_DEADLINE = Duration.ofSeconds(1);
  private static final Duration SETTLE_DEADLINE = Duration.ofMillis(500);

  private final RateLimitBlockingStub stub;
  private final long deadlineNanos;
  private final Breaker breaker = new Breaker(BREAKER_FAILURES, BREAKER_OPEN);
  private final Gauge away;

  @Inject
  LimitClient(RateLimitBlockingStub stub, LimitConfig config, Metrics metrics) {
    this.stub = stub;
    this.deadlineNanos = config.deadline().toNanos();
    this.away = metrics.gauge("twite_limit_away", "1 while svc-ratelimit is not asked");
  }

  /**
   * Makes a call.
   *
   * @throws AwayException when there is no answer
   */
  <A> A call(Function<RateLimitBlockingStub, A> method) throws AwayException {
    return call(method, deadlineNanos);
  }

  /**
   * Makes a call that puts right what was counted: with more patience, and whatever has become of
   * the request meanwhile.
   *
   * @throws AwayException when there is no answer
   */
  <A> A settle(Function<RateLimitBlockingStub, A> method) throws AwayException {
    Context own = Context.current().fork();
    Context before = own.attach();
    try {
      return call(method, Math.max(deadlineNanos, SETTLE_DEADLINE.toNanos()));
    } finally {
      own.detach(before);
    }
  }

  private <A> A call(Function<RateLimitBlockingStub, A> method, long nanos) throws AwayException {
    if (!breaker.admits(System.nanoTime())) {
      throw new AwayException(false);
    }
    try {
      A answer = method.apply(stub.withDeadlineAfter(nanos, TimeUnit.NANOSECONDS));
      if (breaker.isOpen()) {
        log.info("svc-ratelimit answers again");
        away.set(0);
      }
      breaker.succeeded();
      return answer;
    } catch (StatusRuntimeException refused) {
      throw failed(refused.getStatus());
    }
  }

  /** The rules, with more patience: no request waits for them. */
  GetRulesResponse rules() {
    long nanos = Math.max(deadlineNanos, RULES_DEADLINE.toNanos());
    return stub.withDeadlineAfter(nanos, TimeUnit.NANOSECONDS)
        .getRules(GetRulesRequest.getDefaultInstance());
  }

  /** Looks for svc-ratelimit now, and not when gRPC's own pause, of up to two minutes, is over. */
  void seek() {
    if (breaker.isOpen() && stub.getChannel() instanceof ManagedChannel channel) {
      channel.resetConnectBackoff();
    }
  }

  private AwayException failed(Status status) {
    Deadline callers = Context.current().getDeadline();
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED
        && callers != null
        && callers.isExpired()) {
      // It had no time to answer in.
      return new AwayException(false);
    }
    return switch (status.getCode()) {
      // It is there but has more to do than it can: a flood must not open the gate.
      case RESOURCE_EXHAUSTED -> new AwayException(true);
      // The caller's own time was up, or its rules are a moment ahead of svc-ratelimit's.
      case CANCELLED, INVALID_ARGUMENT -> new AwayException(false);
      default -> {
        boolean was = breaker.isOpen();
        breaker.failed(System.nanoTime());
        if (!was && breaker.isOpen()) {
          log.warn("svc-ratelimit is away ({}): rules say what passes", status.getCode());
          away.set(1);
        }
        yield new AwayException(false);
      }
    };
  }

  /** There is no answer. */
  static final class AwayException extends Exception {
    private final boolean flooded;

    private AwayException(boolean flooded) {
      super(flooded ? "flooded" : "away", null, false, false);
      this.flooded = flooded;
    }

    /** Whether svc-ratelimit is there and has more to do than it can. */
    boolean flooded() {
      return flooded;
    }
  }
}
