package dev.twite.gateway.admin;

import dev.twite.proto.admin.v1.ServiceHealth;
import java.util.List;

/** A service's state and a few figures; times in seconds, since its start. */
public record ServiceHealthView(
    String service,
    String address,
    boolean alive,
    boolean ready,
    String version,
    List<String> faults,
    double requestsTotal,
    double errorsTotal,
    double p50S,
    double p99S,
    long consumerLag,
    long outboxWaiting,
    double heapBytes,
    double uptimeS) {
  public static ServiceHealthView of(ServiceHealth health) {
    return new ServiceHealthView(
        health.getService(),
        health.getAddress(),
        health.getAlive(),
        health.getReady(),
        health.getVersion(),
        health.getFaultsList(),
        health.getRequestsTotal(),
        health.getErrorsTotal(),
        health.getP50S(),
        health.getP99S(),
        health.getConsumerLag(),
        health.getOutboxWaiting(),
        health.getHeapBytes(),
        health.getUptimeS());
  }
}
