package dev.twite.like;

import static dev.twite.like.LikeFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.grpc.Transport;
import dev.twite.proto.like.v1.LikeGrpc;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may call. */
class ServicesOnlyIT {
  private static LikeFixture on;

  @BeforeAll
  static void start() throws Exception {
    on = new LikeFixture();
  }

  @AfterAll
  static void stop() {
    on.close();
  }

  @Test
  void everyMethodRefusesCallsWithoutACallToken_S20() {
    ManagedChannel bare =
        on.service
            .get(Transport.class)
            .channel("like", new ConfigReader("stranger", Map.of()))
            .build();
    try {
      for (MethodDescriptor<?, ?> method : LikeGrpc.getServiceDescriptor().getMethods()) {
        assertThat(Status.fromThrowable(catchThrowable(() -> call(bare, method))).getCode())
            .as(method.getFullMethodName())
            .isEqualTo(Status.Code.UNAUTHENTICATED);
      }
    } finally {
      bare.shutdownNow();
    }
  }

  @Test
  void aServiceAloneCanNotLike_S20() {
    long tweet = on.newTweet();
    assertFails(ErrorCode.UNAUTHENTICATED, () -> on.likes.likeTweet(LikeFixture.request(tweet)));
    assertFails(ErrorCode.UNAUTHENTICATED, () -> on.likes.unlikeTweet(LikeFixture.request(tweet)));
    assertThat(on.rows(tweet)).isZero();
  }

  @SuppressWarnings("unchecked")
  private static void call(ManagedChannel channel, MethodDescriptor<?, ?> method) {
    MethodDescriptor<Object, Object> any = (MethodDescriptor<Object, Object>) method;
    Object request =
        ((PrototypeMarshaller<Object>) any.getRequestMarshaller()).getMessagePrototype();
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS);
    ClientCalls.blockingUnaryCall(channel, any, options, request);
  }
}
