package dev.twite.common.grpc;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.FieldError;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.CallContext;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.feed.v1.FeedGrpc;
import dev.twite.proto.feed.v1.GetHomeRequest;
import dev.twite.proto.feed.v1.GetHomeResponse;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerGuardsIT {
  private final AtomicReference<Supplier<GetHomeResponse>> behaviour = new AtomicReference<>();
  private final Cluster cluster = new Cluster(new TestEnv().set("GRPC_DEADLINE", "2s"));
  private FeedGrpc.FeedBlockingStub feed;

  @BeforeEach
  void start() throws Exception {
    cluster.fake(
        "feed",
        new FeedGrpc.FeedImplBase() {
          @Override
          public void getHome(GetHomeRequest request, StreamObserver<GetHomeResponse> observer) {
            Calls.reply(observer, behaviour.get());
          }
        });
    feed =
        FeedGrpc.newBlockingStub(
            cluster.channel("gateway", "feed", FeedGrpc.getServiceDescriptor()));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void callWithoutACallTokenIsUnauthenticated_S20() {
    Channel bare = InProcessChannelBuilder.forName(cluster.processName() + "/feed").build();
    assertThatThrownBy(
            () ->
                FeedGrpc.newBlockingStub(bare)
                    .withDeadlineAfter(20, TimeUnit.SECONDS)
                    .getHome(GetHomeRequest.getDefaultInstance()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            thrown ->
                assertThat(thrown.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
  }

  @Test
  void everyCallCarriesADeadlineOfAtMostTwoSeconds_R12() {
    // The kit's is longer.
    assertThat(GrpcConfig.from(new ConfigReader("feed", Map.of())).deadline())
        .isEqualTo(Duration.ofSeconds(2));
    AtomicReference<Long> seen = new AtomicReference<>();
    behaviour.set(
        () -> {
          seen.set(Context.current().getDeadline().timeRemaining(TimeUnit.MILLISECONDS));
          return GetHomeResponse.getDefaultInstance();
        });
    // A starved server may be too late for one.
    eventually(() -> assertThat(feed.getHome(GetHomeRequest.getDefaultInstance())).isNotNull());
    assertThat(seen.get()).isBetween(1L, 2_000L);
  }

  @Test
  void identityAndRequestIdTravel() throws Exception {
    AtomicReference<String> seen = new AtomicReference<>();
    behaviour.set(
        () -> {
          seen.set(CallContext.requireUser().id() + " " + CallContext.requestId().orElseThrow());
          return GetHomeResponse.getDefaultInstance();
        });
    CallContext.withRequest("req-1", CallContext.newTraceparent())
        .call(() -> Cluster.as(42, () -> feed.getHome(GetHomeRequest.getDefaultInstance())));
    assertThat(seen).hasValue("42 req-1");
  }

  @Test
  void errorsArriveWithCodeAndFields() {
    behaviour.set(
        () -> {
          throw TwiteException.invalid("limit", "out_of_range", "Is not from 1 to 100");
        });
    TwiteException error = call();
    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(error.fields())
        .containsExactly(new FieldError("limit", "out_of_range", "Is not from 1 to 100"));
  }

  @Test
  void unknownFailureIsToldAsAFixedText_S24() {
    behaviour.set(
        () -> {
          throw new IllegalStateException("SELECT secret FROM users");
        });
    TwiteException error = call();
    assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL);
    assertThat(error.detail()).doesNotContain("SELECT");
  }

  private TwiteException call() {
    try {
      feed.getHome(GetHomeRequest.getDefaultInstance());
      throw new AssertionError("The call succeeded");
    } catch (StatusRuntimeException thrown) {
      return GrpcErrors.toError(thrown);
    }
  }
}
