package dev.twite.local;

import dev.twite.common.boot.RunningService;
import dev.twite.embedded.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All of Twite on ports and data of its own, every part of which can be killed, stopped for a while
 * and restarted.
 */
final class Town implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(3);

  /**
   * For what is proved in Twite's promises of contents, not of times: no machine is too slow for
   * these.
   */
  static final Map<String, String> PATIENT =
      Map.of(
          "TWITE_GRPC_DEADLINE", "20s",
          "TWITE_HTTP_DEADLINE", "20s",
          "TWITE_REDIS_TIMEOUT", "10s",
          "TWITE_CLICKHOUSE_TIMEOUT", "10s",
          "TWITE_PG_MAX_WAIT", "10s",
          "TWITE_FEED_DB_WAIT", "10s",
          "TWITE_AUTH_BCRYPT_COST", "4");

  private final Settings settings;
  private final Infra infra;
  private final Shape shape;
  private final Map<String, String> env;
  private final Progress progress = new Progress(System.out);
  private boolean closed;

  private Town(Path dataDir, boolean split, Map<String, String> env) throws IOException {
    int base = FreeBase.next();
    // Where Node is: everything else of the operator's environment stays out.
    Map<String, String> all = new HashMap<>(env);
    all.putIfAbsent("PATH", System.getenv("PATH"));
    this.settings =
        ClickHouseNeed.settle(
            new Settings(
                new Options(split, false, Set.of()),
                AllServices.list(),
                new Ports(base, base),
                dataDir,
                all),
            progress);
    List<String> names = new ArrayList<>(Infra.secretNames());
    names.addAll(ServiceEnv.secretNames(settings.services()));
    Files.createDirectories(dataDir);
    Secrets secrets = Secrets.load(dataDir, names);
    this.infra = new Infra(settings, secrets);
    this.env = ServiceEnv.of(settings, secrets, infra);
    this.shape =
        split
            ? new ProcessEach(settings, this.env, exit -> {})
            : new OneProcess(settings.services(), this.env);
  }

  /** Every service in a process of its own. */
  static Town split(Path dataDir, Map<String, String> env) throws Exception {
    return new Town(dataDir, true, env).started();
  }

  /** All services in the test's own process, as {@code make run} has them in the launcher's. */
  static Town oneProcess(Path dataDir, Map<String, String> env) throws Exception {
    return new Town(dataDir, false, env).started();
  }

  private Town started() throws Exception {
    try {
      infra.start(progress);
      List<Progress.Step> steps = new ArrayList<>();
      for (LocalService service : settings.services()) {
        steps.add(() -> shape.start(service));
      }
      Parallel.run(steps);
      return this;
    } catch (Exception failed) {
      close();
      throw failed;
    }
  }

  Settings settings() {
    return settings;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + settings.ports().http());
  }

  /** What the services read. */
  Map<String, String> environment() {
    return env;
  }

  /** Where Kafka is. */
  String kafka() {
    return infra.environment().get(Infra.KAFKA_BOOTSTRAP);
  }

  /** Where Redis is, with its password. */
  String redis() {
    return infra.environment().get(Infra.REDIS_URL);
  }

  /** {@code postgres}, {@code redis}, {@code kafka}, {@code mail}. */
  ServerProcess server(String name) {
    return infra.servers().stream()
        .filter(server -> server.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** A service of a town in one process. */
  RunningService service(String name) {
    return ((OneProcess) shape).service(name);
  }

  /** Stops a service in order and starts it again; returns when it is ready. */
  void restart(String name) throws Exception {
    LocalService service =
        settings.services().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow();
    shape.stop(service);
    shape.start(service);
  }

  /** SIGKILL, then a start on the same data; returns when it is ready. */
  void killAndRestart(String part) throws Exception {
    Optional<LocalService> service =
        settings.services().stream().filter(candidate -> candidate.name().equals(part)).findFirst();
    if (service.isPresent()) {
      killed(service.get());
      shape.stop(service.get());
      shape.start(service.get());
    } else {
      ServerProcess server = server(part);
      server.kill();
      server.start();
      server.awaitReady(READY);
    }
  }

  private void killed(LocalService service) throws IOException, InterruptedException {
    Path pidFile = settings.dataDir().resolve("run").resolve(service.title() + ".pid");
    long pid = Long.parseLong(Files.readString(pidFile).split(" ", 2)[0]);
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    List<Progress.Step> steps = new ArrayList<>();
    for (LocalService service : settings.services()) {
      steps.add(() -> shape.stop(service));
    }
    try {
      Parallel.run(steps);
      infra.stop();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
