package dev.twite.common.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Module;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.twite.common.boot.Platform;
import dev.twite.common.boot.RunningService;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A client-side load balancer asks for health on a stream that no interceptor of ours sees. */
class HealthAccessTest {
  @Test
  void healthIsTheOnlyThingToldWithoutACallToken_S20() throws Exception {
    String process = "test-" + UUID.randomUUID();
    Map<String, String> env = new HashMap<>(new TestEnv().asMap());
    env.put("TWITE_OPS_PORT", Integer.toString(Cluster.freePort()));
    ManagedChannel channel = InProcessChannelBuilder.forName(process + "/bare").build();
    try (RunningService bare =
        RunningService.start(
            new Bare(), new Platform(env, Transport.inProcess(process), Clock.systemUTC()))) {
      assertThat(bare.name()).isEqualTo("bare");
      assertThat(
              HealthGrpc.newBlockingStub(channel)
                  .check(HealthCheckRequest.getDefaultInstance())
                  .getStatus())
          .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
      assertThatThrownBy(() -> reflect(channel).join())
          .hasCauseInstanceOf(StatusRuntimeException.class)
          .hasMessageContaining("UNAUTHENTICATED");
    } finally {
      channel.shutdownNow();
    }
  }

  private static CompletableFuture<ServerReflectionResponse> reflect(ManagedChannel channel) {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    ServerReflectionGrpc.newStub(channel)
        .serverReflectionInfo(
            new StreamObserver<>() {
              @Override
              public void onNext(ServerReflectionResponse response) {
                answer.complete(response);
              }

              @Override
              public void onError(Throwable thrown) {
                answer.completeExceptionally(thrown);
              }

              @Override
              public void onCompleted() {}
            })
        .onNext(ServerReflectionRequest.getDefaultInstance());
    return answer;
  }

  private record Bare() implements ServiceSpec {
    @Override
    public String name() {
      return "bare";
    }

    @Override
    public Module module(ConfigReader config) {
      return binder -> {
        Multibinder.newSetBinder(binder, BindableService.class);
        binder.bind(GrpcServer.class).in(Singleton.class);
      };
    }
  }
}
