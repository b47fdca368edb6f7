package dev.twite.common.grpc;

import dev.twite.common.boot.Component;
import dev.twite.common.identity.CallTokens;
import dev.twite.common.identity.IdentityInterceptors;
import dev.twite.common.log.LogScope;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.Threads;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** The gRPC server of a service: its methods, health, reflection and the guards before them. */
public final class GrpcServer implements Component {
  private final GrpcConfig config;
  private final HealthStatusManager health = new HealthStatusManager();
  private final ExecutorService executor;
  private final Server server;

  @Inject
  GrpcServer(
      GrpcConfig config,
      Transport transport,
      Set<BindableService> services,
      CallTokens tokens,
      Metrics metrics) {
    this.config = config;
    this.executor = Threads.perTask("grpc-" + metrics.service());
    ServerBuilder<?> builder = transport.server(metrics.service(), config);
    services.forEach(builder::addService);
    builder
        .addService(health.getHealthService())
        .addService(ProtoReflectionServiceV1.newInstance());
    // The last one added runs first.
    builder
        .intercept(ServerGuards.deadlineRequired())
        .intercept(ServerGuards.bounded(config.maxCalls(), metrics))
        .intercept(ServerGuards.answered())
        .intercept(IdentityInterceptors.incoming(tokens))
        .intercept(ServerGuards.errorsAndMetrics(metrics, LogScope.current()));
    this.server = builder.executor(executor).build();
  }

  @Override
  public Phase phase() {
    return Phase.SERVER;
  }

  @Override
  public void start() throws IOException {
    server.start();
    health.setStatus("", ServingStatus.SERVING);
  }

  /**
   * NOT_SERVING first, so that callers turn to other replicas; then no new calls; then the rest
   * ends.
   */
  @Override
  public void stop() throws InterruptedException {
    health.enterTerminalState();
    server.shutdown();
    if (!server.awaitTermination(config.grace().toMillis(), TimeUnit.MILLISECONDS)) {
      server.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
    }
    executor.close();
  }
}
