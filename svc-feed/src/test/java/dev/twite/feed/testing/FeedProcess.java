package dev.twite.feed.testing;

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
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.feed.FeedMain;
import io.grpc.BindableService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** svc-feed as a process of its own, over TCP, so that a test can kill it as the kernel does. */
public final class FeedProcess implements AutoCloseable {
  private final TestEnv env;
  private final List<RunningService> neighbours = new ArrayList<>();
  private Process process;

  public FeedProcess(TestEnv env, World world, int cap) throws Exception {
    this.env = env;
    neighbour("follow", new FakeFollow(world));
    neighbour("tweet", new FakeTweets(world, cap));
  }

  public void start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            FeedMain.class.getName());
    builder.environment().putAll(env.asMap());
    builder.environment().putAll(ports("feed"));
    process = builder.inheritIO().start();
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

  private void neighbour(String name, BindableService methods) throws Exception {
    Map<String, String> ports = ports(name);
    env.set(
        name.toUpperCase(java.util.Locale.ROOT) + "_ADDR",
        "127.0.0.1:" + ports.values().iterator().next());
    Map<String, String> all = new java.util.HashMap<>(env.asMap());
    all.putAll(ports);
    neighbours.add(
        RunningService.start(
            new Neighbour(name, methods), new Platform(all, Transport.tcp(), Clock.systemUTC())));
  }

  /** The gRPC port first. */
  private static Map<String, String> ports(String name) {
    String prefix = "TWITE_" + name.toUpperCase(java.util.Locale.ROOT);
    Map<String, String> ports = new java.util.LinkedHashMap<>();
    ports.put(prefix + "_GRPC_PORT", Integer.toString(Cluster.freePort()));
    ports.put(prefix + "_OPS_PORT", Integer.toString(Cluster.freePort()));
    return ports;
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
