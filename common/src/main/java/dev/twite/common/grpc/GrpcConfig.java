package dev.twite.common.grpc;

import dev.twite.common.config.ConfigReader;
import java.time.Duration;

/**
 * @param host address the gRPC server listens on
 * @param port its port
 * @param maxCalls calls in work at once; one more is refused at once (R13)
 * @param deadline given to calls that have none
 * @param grace how long a stopping server lets calls finish
 */
public record GrpcConfig(String host, int port, int maxCalls, Duration deadline, Duration grace) {
  public static GrpcConfig from(ConfigReader config) {
    return new GrpcConfig(
        config.string("GRPC_HOST", "0.0.0.0", "the address that takes gRPC calls"),
        config.integer("GRPC_PORT", 9090, 1, 65535, "the port that takes gRPC calls"),
        config.integer(
            "GRPC_MAX_CALLS", 512, 1, 100_000, "gRPC calls in work at once; more are refused"),
        config.duration(
            "GRPC_DEADLINE", Duration.ofSeconds(2), "the time a call to another service may take"),
        config.duration(
            "GRPC_GRACE",
            Duration.ofSeconds(5),
            "the time a stopping service lets its calls finish"));
  }
}
