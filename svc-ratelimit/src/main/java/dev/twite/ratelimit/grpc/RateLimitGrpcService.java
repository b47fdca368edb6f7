package dev.twite.ratelimit.grpc;

import dev.twite.common.grpc.Calls;
import dev.twite.common.limit.RuleMessages;
import dev.twite.proto.ratelimit.v1.ForgetRequest;
import dev.twite.proto.ratelimit.v1.ForgetResponse;
import dev.twite.proto.ratelimit.v1.GetRulesRequest;
import dev.twite.proto.ratelimit.v1.GetRulesResponse;
import dev.twite.proto.ratelimit.v1.GiveBackRequest;
import dev.twite.proto.ratelimit.v1.GiveBackResponse;
import dev.twite.proto.ratelimit.v1.RateLimitGrpc;
import dev.twite.proto.ratelimit.v1.TakeRequest;
import dev.twite.proto.ratelimit.v1.TakeResponse;
import dev.twite.ratelimit.RuleBook;
import dev.twite.ratelimit.Takes;
import dev.twite.ratelimit.store.BucketState;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;

/** The door: what is asked, and the answer as a message. */
public final class RateLimitGrpcService extends RateLimitGrpc.RateLimitImplBase {
  private final Takes takes;
  private final RuleBook book;

  @Inject
  RateLimitGrpcService(Takes takes, RuleBook book) {
    this.takes = takes;
    this.book = book;
  }

  @Override
  public void take(TakeRequest request, StreamObserver<TakeResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          TakeResponse.Builder answer = TakeResponse.newBuilder();
          for (Takes.Taken taken : takes.take(request.getBucketsList())) {
            BucketState state = taken.state();
            answer
                .addVerdictsBuilder()
                .setAllowed(state.allowed())
                .setRemaining(state.remaining())
                .setResetMs(state.resetMillis())
                .setRetryAfterMs(state.retryAfterMillis())
                .setLeased(state.leased())
                .setLeaseMs(taken.leaseMillis());
          }
          return answer.build();
        });
  }

  @Override
  public void giveBack(GiveBackRequest request, StreamObserver<GiveBackResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          takes.giveBack(request.getBucketsList());
          return GiveBackResponse.getDefaultInstance();
        });
  }

  @Override
  public void forget(ForgetRequest request, StreamObserver<ForgetResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          takes.forget(request.getRule(), request.getSubject());
          return ForgetResponse.getDefaultInstance();
        });
  }

  @Override
  public void getRules(GetRulesRequest request, StreamObserver<GetRulesResponse> observer) {
    Calls.reply(observer, () -> RuleMessages.of(book.rules()));
  }
}
