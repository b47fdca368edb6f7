package dev.twite.common.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.twite.common.boot.Platform;
import dev.twite.common.boot.RunningService;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.GrpcServer;
import dev.twite.common.grpc.Transport;
import io.grpc.BindableService;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A service as a process of its own, over TCP, so that a test can kill it as the kernel does. */
public final class OwnProcess implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(2);

  private final TestEnv env;
  private final String service;
  private final Class<?> main;
  private final List<RunningService> neighbours = new ArrayList<>();
  private Process process;
  private int grpcPort;

  /**
   * @param service its short name, e.g. {@code feed}
   * @param main the class with its {@code main}
   */
  public OwnProcess(TestEnv env, String service, Class<?> main) {
    this.env = env;
    this.service = service;
    this.main = main;
  }

  /** Another service that it calls, played by the test. */
  public OwnProcess neighbour(String name, BindableService methods) throws Exception {
    int port = Cluster.freePort();
    env.set(name.toUpperCase(Locale.ROOT) + "_ADDR", "127.0.0.1:" + port);
    Map<String, String> settings = new HashMap<>(env.asMap());
    settings.putAll(ports(name, port, Cluster.freePort()));
    neighbours.add(
        RunningService.start(
            new Neighbour(name, methods),
            new Platform(settings, Transport.tcp(), Clock.systemUTC())));
    return this;
  }

  /** Starts it, and returns when it is ready. */
  public void start() throws IOException, InterruptedException {
    grpcPort = Cluster.freePort();
    int opsPort = Cluster.freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName());
    builder.environment().putAll(env.asMap());
    builder.environment().putAll(ports(service, grpcPort, opsPort));
    process = builder.inheritIO().start();
    Eventually.within(
        READY,
        () -> {
          assertThat(process.isAlive()).as("svc-%s is still running", service).isTrue();
          assertThat(readyz(opsPort)).as("/readyz of svc-%s", service).isEqualTo(200);
        });
  }

  /** Where its gRPC listens since the last start. */
  public int grpcPort() {
    return grpcPort;
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
    neighbours.forEach(RunningService::close);
  }

  private static Map<String, String> ports(String service, int grpc, int ops) {
    String prefix = "TWITE_" + service.toUpperCase(Locale.ROOT);
    return Map.of(
        prefix + "_GRPC_PORT", Integer.toString(grpc), prefix + "_OPS_PORT", Integer.toString(ops));
  }

  /** The status, or 0 when nobody answers. */
  private static int readyz(int port) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + "/readyz").toURL().openConnection();
    connection.setConnectTimeout(2_000);
    connection.setReadTimeout(2_000);
    try {
      return connection.getResponseCode();
    } catch (IOException nobody) {
      return 0;
    } finally {
      connection.disconnect();
    }
  }

  private record Neighbour(String name, BindableService methods) implements ServiceSpec {
    @Override
    public Module module(ConfigReader config) {
      return new AbstractModule() {
        @Override
        protected void configure() {
          Multibinder.newSetBinder(binder(), BindableService.class)
              .addBinding()
              .toInstance(methods);
          bind(GrpcServer.class).in(Singleton.class);
        }
      };
    }
  }
}
