package dev.twite.local;

import dev.twite.embedded.ServerExit;
import dev.twite.embedded.ServiceProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Every service in a process of its own, as in containers: gRPC over TCP. */
final class ProcessEach implements Shape {
  private static final Duration READY = Duration.ofSeconds(90);
  private static final Duration GRACE = Duration.ofSeconds(20);

  /** Sixteen of them share a small machine. */
  private static final List<String> SMALL =
      List.of(
          "-Xms16m",
          "-Xmx128m",
          "-Xss512k",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError");

  private final Settings settings;
  private final Map<String, String> env;
  private final Consumer<ServerExit> onExit;
  private final Map<String, ServiceProcess> running = new ConcurrentHashMap<>();

  ProcessEach(Settings settings, Map<String, String> env, Consumer<ServerExit> onExit) {
    this.settings = settings;
    this.env = new HashMap<>(env);
    this.env.keySet().removeIf(name -> !name.startsWith("TWITE_"));
    this.onExit = onExit;
  }

  @Override
  public void start(LocalService service) {
    Ports ports = settings.ports();
    ServiceProcess process =
        new ServiceProcess(
            settings.dataDir(),
            new ServiceProcess.Run(
                service.title(),
                ports.ops(service),
                ports.of(service, true),
                JvmFlags.forService(SMALL, service.main()),
                env));
    process.onExit(onExit);
    running.put(service.name(), process);
    process.start();
    process.awaitReady(READY);
  }

  @Override
  public void stop(LocalService service) {
    ServiceProcess stopping = running.remove(service.name());
    if (stopping != null) {
      stopping.stop(GRACE);
    }
  }
}
