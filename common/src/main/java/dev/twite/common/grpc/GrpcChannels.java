package dev.twite.common.grpc;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.twite.common.boot.Component;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.identity.CallTokens;
import dev.twite.common.identity.IdentityInterceptors;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.Threads;
import dev.twite.common.trace.GrpcSpans;
import io.grpc.Channel;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Channels from one service to others. Every call gets a deadline and the caller's identity; calls
 * go round robin over the healthy addresses of the target.
 */
public final class GrpcChannels implements Component {
  /** A read filter has 8 bytes for each account that blocks a reader: two million fit. */
  private static final int MAX_ANSWER = 16 << 20;

  private static final Duration CONNECTING = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Transport transport;
  private final ConfigReader config;
  private final GrpcConfig grpcConfig;
  private final CallTokens tokens;
  private final Retries retries;
  private final Optional<Metrics> metrics;
  private final ExecutorService executor;
  private final List<ManagedChannel> open = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * Whether a service may repeat calls that failed. Only the outermost layer may, or attempts
   * multiply (R12).
   */
  public enum Retries {
    NONE,
    READS
  }

  /** Of a program that measures nothing. */
  public GrpcChannels(
      Transport transport,
      ConfigReader config,
      GrpcConfig grpcConfig,
      CallTokens tokens,
      Retries retries) {
    this(transport, config, grpcConfig, tokens, retries, Optional.empty());
  }

  /** Of a service, which measures its calls. */
  public GrpcChannels(
      Transport transport,
      ConfigReader config,
      GrpcConfig grpcConfig,
      CallTokens tokens,
      Retries retries,
      Metrics metrics) {
    this(transport, config, grpcConfig, tokens, retries, Optional.of(metrics));
  }

  private GrpcChannels(
      Transport transport,
      ConfigReader config,
      GrpcConfig grpcConfig,
      CallTokens tokens,
      Retries retries,
      Optional<Metrics> metrics) {
    this.transport = transport;
    this.config = config;
    this.grpcConfig = grpcConfig;
    this.tokens = tokens;
    this.retries = retries;
    this.metrics = metrics;
    this.executor = Threads.perTask("grpc-client-" + config.service());
  }

  /** A channel to {@code target}, which offers {@code service}. */
  public Channel to(String target, io.grpc.ServiceDescriptor service) {
    ManagedChannelBuilder<?> builder =
        transport
            .channel(target, config)
            .executor(executor)
            .maxInboundMessageSize(MAX_ANSWER)
            .intercept(
                // The last one runs first.
                GrpcSpans.calls(target),
                IdentityInterceptors.outgoing(tokens, target),
                new DeadlineInterceptor(grpcConfig.deadline()));
    // The last one added runs first: it sees the whole call.
    metrics.ifPresent(some -> builder.intercept(new ClientMetrics(some, target)));
    if (transport instanceof Transport.Tcp) {
      builder.defaultServiceConfig(serviceConfig(protoOf(service)));
    }
    if (retries == Retries.NONE) {
      builder.disableRetry();
    }
    ManagedChannel channel = builder.build();
    open.add(channel);
    return channel;
  }

  @Override
  public void start() {
    if (transport instanceof Transport.Tcp) {
      executor.execute(this::connect);
    }
  }

  @Override
  public void stop() throws InterruptedException {
    stopping = true;
    for (ManagedChannel channel : open) {
      channel.shutdown();
    }
    for (ManagedChannel channel : open) {
      if (!channel.awaitTermination(2, TimeUnit.SECONDS)) {
        channel.shutdownNow();
      }
    }
    executor.close();
  }

  /**
   * Connects before the first call, which would wait for it. Services start side by side: who is
   * not there yet is asked again sooner than after a failure of somebody who was.
   */
  private void connect() {
    long end = System.nanoTime() + CONNECTING.toNanos();
    try {
      while (!stopping && !allReady() && System.nanoTime() - end < 0) {
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean allReady() {
    boolean all = true;
    for (ManagedChannel channel : open) {
      ConnectivityState state = channel.getState(true);
      if (state == ConnectivityState.TRANSIENT_FAILURE) {
        channel.resetConnectBackoff();
      }
      all &= state == ConnectivityState.READY;
    }
    return all;
  }

  private static FileDescriptor protoOf(io.grpc.ServiceDescriptor service) {
    return ((ProtoFileDescriptorSupplier) service.getSchemaDescriptor()).getFileDescriptor();
  }

  private Map<String, Object> serviceConfig(FileDescriptor proto) {
    Map<String, Object> result = new HashMap<>();
    result.put("loadBalancingConfig", List.of(Map.of("round_robin", Map.of())));
    result.put("healthCheckConfig", Map.of("serviceName", ""));
    if (retries == Retries.READS) {
      // Tokens run out after a few failures in a row, so that retries stay under a tenth of the
      // calls (R12).
      result.put("retryThrottling", Map.of("maxTokens", 10.0, "tokenRatio", 0.1));
      result.put(
          "methodConfig",
          List.of(
              Map.of(
                  "name",
                  readsOf(proto),
                  "retryPolicy",
                  Map.of(
                      "maxAttempts",
                      2.0,
                      "initialBackoff",
                      "0.02s",
                      "maxBackoff",
                      "0.1s",
                      "backoffMultiplier",
                      2.0,
                      "retryableStatusCodes",
                      List.of("UNAVAILABLE")))));
    }
    return result;
  }

  private static List<Map<String, Object>> readsOf(FileDescriptor proto) {
    List<Map<String, Object>> names = new ArrayList<>();
    for (ServiceDescriptor service : proto.getServices()) {
      for (MethodDescriptor method : service.getMethods()) {
        if (method.getOptions().hasIdempotencyLevel()) {
          names.add(Map.of("service", service.getFullName(), "method", method.getName()));
        }
      }
    }
    return names;
  }
}
