package dev.twite.notification.testing;

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
import dev.twite.notification.NotificationMain;
import io.grpc.BindableService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** svc-notification as a process of its own, so that a test can kill it as the kernel does. */
public final class NotificationProcess implements AutoCloseable {
  private final TestEnv env;
  private final RunningService neighbour;
  private Process process;

  public NotificationProcess(TestEnv env, World world) throws Exception {
    this.env = env;
    int port = Cluster.freePort();
    env.set("FOLLOW_ADDR", "127.0.0.1:" + port);
    Map<String, String> all = new HashMap<>(env.asMap());
    all.put("TWITE_FOLLOW_GRPC_PORT", Integer.toString(port));
    all.put("TWITE_FOLLOW_OPS_PORT", Integer.toString(Cluster.freePort()));
    this.neighbour =
        RunningService.start(
            new Neighbour("follow", world.follow),
            new Platform(all, Transport.tcp(), Clock.systemUTC()));
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
            NotificationMain.class.getName());
    builder.environment().putAll(env.asMap());
    builder.environment().put("TWITE_NOTIFICATION_GRPC_PORT", "" + Cluster.freePort());
    builder.environment().put("TWITE_NOTIFICATION_OPS_PORT", "" + Cluster.freePort());
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
    neighbour.close();
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
