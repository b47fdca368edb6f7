package dev.twite.admin.operate;

import dev.twite.common.boot.Component;
import dev.twite.common.thread.Threads;
import dev.twite.proto.admin.v1.GetHealthResponse;
import dev.twite.proto.admin.v1.ServiceHealth;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * How the services are, asked of their operations ports at this moment, all at once; each has one
 * deadline for all that it is asked.
 */
public final class Health implements Component {
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  /** gRPC statuses that are the service's own fault, or for want of something it needs. */
  private static final Set<String> FAILURES =
      Set.of("INTERNAL", "UNKNOWN", "UNAVAILABLE", "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED");

  private static final String GRPC = "twite_grpc_server_seconds";
  private static final String HTTP = "twite_http_seconds";

  private final OpsPorts ports;
  private final Clock clock;
  private final ExecutorService executor = Threads.perTask("health");

  @Inject
  Health(OpsPorts ports, Clock clock) {
    this.ports = ports;
    this.clock = clock;
  }

  @Override
  public void start() {}

  @Override
  public void stop() {
    executor.shutdownNow();
  }

  public GetHealthResponse ask() {
    List<Future<ServiceHealth>> asked = new ArrayList<>();
    ports.addresses().keySet().forEach(service -> asked.add(executor.submit(() -> ask(service))));
    GetHealthResponse.Builder answer = GetHealthResponse.newBuilder();
    for (Future<ServiceHealth> one : asked) {
      try {
        answer.addServices(one.get());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        break;
      } catch (ExecutionException failed) {
        throw new IllegalStateException(failed.getCause());
      }
    }
    return answer.build();
  }

  private ServiceHealth ask(String service) throws InterruptedException {
    ServiceHealth.Builder health =
        ServiceHealth.newBuilder().setService(service).setAddress(ports.addresses().get(service));
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      health.setVersion(ports.get(service, "/version", left(end)).text().strip()).setAlive(true);
      OpsPorts.Answer ready = ports.get(service, "/readyz", left(end));
      health.setReady(ready.status() == 200);
      if (!health.getReady()) {
        health.addAllFaults(ready.text().lines().toList());
      }
      figures(health, new MetricsText(ports.get(service, "/metrics", left(end)).text()));
    } catch (HttpTimeoutException late) {
      health.addFaults("Did not answer in time");
    } catch (IOException away) {
      health.addFaults("Does not answer");
    }
    return health.build();
  }

  private static Duration left(long endNanos) {
    return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
  }

  private void figures(ServiceHealth.Builder health, MetricsText metrics) {
    boolean rest = metrics.sum(HTTP + "_count") > metrics.sum(GRPC + "_count");
    String main = rest ? HTTP : GRPC;
    double started = metrics.sum("process_start_time_seconds");
    health
        .setRequestsTotal(metrics.sum(HTTP + "_count") + metrics.sum(GRPC + "_count"))
        .setErrorsTotal(
            metrics.sum(GRPC + "_count", sample -> FAILURES.contains(sample.label("code")))
                + metrics.sum(HTTP + "_count", sample -> sample.label("status").startsWith("5")))
        .setP50S(metrics.quantile(main, 0.5))
        .setP99S(metrics.quantile(main, 0.99))
        .setConsumerLag((long) metrics.sum("twite_consumer_lag"))
        .setOutboxWaiting((long) metrics.sum("twite_outbox_waiting"))
        .setHeapBytes(
            metrics.sum("jvm_memory_bytes_used", sample -> sample.label("area").equals("heap")))
        .setUptimeS(started == 0 ? 0 : clock.millis() / 1e3 - started);
  }
}
