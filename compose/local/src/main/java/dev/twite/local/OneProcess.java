package dev.twite.local;

import dev.twite.common.boot.Platform;
import dev.twite.common.boot.RunningService;
import dev.twite.common.grpc.Transport;
import dev.twite.common.ops.OpsServer;
import dev.twite.common.ops.Readiness;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** All services in this process: calls between them are handed over without a socket. */
final class OneProcess implements Shape {
  private static final Duration READY = Duration.ofSeconds(60);
  private static final int POLL_MILLIS = 15;

  private final Platform platform;
  private final Map<String, RunningService> running = new ConcurrentHashMap<>();

  OneProcess(List<LocalService> services, Map<String, String> env) {
    Set<String> outside =
        services.stream()
            .filter(LocalService::calledFromOutside)
            .map(LocalService::name)
            .collect(Collectors.toSet());
    this.platform = new Platform(env, Transport.inProcess("twite", outside), Clock.systemUTC());
  }

  @Override
  public void start(LocalService service) throws Exception {
    RunningService started = RunningService.start(service.spec(), platform);
    running.put(service.name(), started);
    awaitReady(service, started.get(OpsServer.class));
  }

  /** A service may have started and still wait for another, for its keys say. */
  private static void awaitReady(LocalService service, OpsServer ops) throws InterruptedException {
    long deadline = System.nanoTime() + READY.toNanos();
    for (Readiness state = ops.readiness(); !state.ready(); state = ops.readiness()) {
      if (System.nanoTime() > deadline) {
        throw new LaunchException(
            service.title()
                + " is not ready after "
                + READY.toSeconds()
                + " s: "
                + state.failures());
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** A service that runs, by its short name. */
  RunningService service(String name) {
    return running.get(name);
  }

  @Override
  public void stop(LocalService service) {
    RunningService stopping = running.remove(service.name());
    if (stopping != null) {
      stopping.close();
    }
  }
}
