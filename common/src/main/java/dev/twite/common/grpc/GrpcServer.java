package dev.twite.common.grpc;

import dev.twite.common.boot.Component;
import dev.twite.common.identity.CallTokens;
import dev.twite.common.identity.IdentityInterceptors;
import dev.twite.common.log.LogScope;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.Threads;
import dev.twite.common.trace.GrpcSpans;
import dev.twite.common.trace.Tracing;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptor;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The gRPC server of a service, on every way to it: its methods, health, reflection and the guards
 * before them.
 */
public final class GrpcServer implements Component {
  private final GrpcConfig config;
  private final HealthStatusManager health = new HealthStatusManager();
  private final ExecutorService executor;
  private final List<Server> servers = new ArrayList<>();

  @Inject
  GrpcServer(
      GrpcConfig config,
      Transport transport,
      Set<BindableService> services,
      CallTokens tokens,
      Metrics metrics,
      Tracing tracing) {
    this.config = config;
    this.executor = Threads.perTask("grpc-" + metrics.service());
    // Shared by all servers: the bound is the service's, and its metrics are one.
    List<ServerInterceptor> guards =
        List.of(
            ServerGuards.deadlineRequired(),
            ServerGuards.bounded(config.maxCalls(), metrics),
            ServerGuards.answered(),
            GrpcSpans.handling(tracing),
            IdentityInterceptors.incoming(tokens),
            ServerGuards.errorsAndMetrics(metrics, LogScope.current()));
    for (ServerBuilder<?> builder : transport.servers(metrics.service(), config)) {
      services.forEach(builder::addService);
      builder
          .addService(health.getHealthService())
          .addService(ProtoReflectionServiceV1.newInstance());
      // The last one added runs first.
      guards.forEach(builder::intercept);
      servers.add(builder.executor(executor).build());
    }
  }

  @Override
  public Phase phase() {
    return Phase.SERVER;
  }

  @Override
  public void start() throws IOException {
    for (Server server : servers) {
      server.start();
    }
    health.setStatus("", ServingStatus.SERVING);
  }

  /**
   * NOT_SERVING first, so that callers turn to other replicas; then no new calls; then the rest
   * ends.
   */
  @Override
  public void stop() throws InterruptedException {
    health.enterTerminalState();
    servers.forEach(Server::shutdown);
    for (Server server : servers) {
      if (!server.awaitTermination(config.grace().toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
      }
    }
    executor.close();
  }
}
