package dev.twite.common.testing;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.multibindings.Multibinder;
import dev.twite.common.boot.Platform;
import dev.twite.common.boot.RunningService;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.config.Secret;
import dev.twite.common.grpc.GrpcChannels;
import dev.twite.common.grpc.GrpcConfig;
import dev.twite.common.grpc.GrpcServer;
import dev.twite.common.grpc.Transport;
import dev.twite.common.identity.CallContext;
import dev.twite.common.identity.CallTokens;
import dev.twite.common.identity.Role;
import dev.twite.common.identity.ServiceIdentity;
import dev.twite.common.identity.User;
import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.ServiceDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * Services under test: the real ones, wired as in production, in this process, on in-process gRPC
 * with its real guards. A neighbour that a test does not want whole is a {@link #fake}.
 */
public final class Cluster implements AutoCloseable {
  private final TestEnv env;
  private final Clock clock;
  private final String processName = "test-" + UUID.randomUUID();
  private final Transport transport = Transport.inProcess(processName);
  private final List<RunningService> services = new ArrayList<>();
  private final List<GrpcChannels> channels = new ArrayList<>();

  public Cluster(TestEnv env) {
    this(env, Clock.systemUTC());
  }

  public Cluster(TestEnv env, Clock clock) {
    this.env = env;
    this.clock = clock;
  }

  /** Starts a service and returns when it is ready. */
  public RunningService start(ServiceSpec spec) throws Exception {
    Map<String, String> all = new HashMap<>(env.asMap());
    String prefix = "TWITE_" + spec.name().toUpperCase(java.util.Locale.ROOT) + "_";
    all.putIfAbsent(prefix + "OPS_PORT", Integer.toString(freePort()));
    RunningService service = RunningService.start(spec, new Platform(all, transport, clock));
    services.add(service);
    return service;
  }

  /** Stands in for a neighbour, behind the real server guards. */
  public RunningService fake(String name, BindableService methods) throws Exception {
    return start(new Fake(name, methods));
  }

  /** A channel to a service, with the identity of another, e.g. {@code gateway}. */
  public Channel channel(String asService, String target, ServiceDescriptor service) {
    ConfigReader config = new ConfigReader(asService, env.asMap());
    ServiceIdentity identity =
        new ServiceIdentity(asService, new Secret(env.asMap().get("TWITE_SERVICE_SECRET")));
    GrpcChannels made =
        new GrpcChannels(
            transport,
            config,
            GrpcConfig.from(config),
            new CallTokens(identity, clock),
            GrpcChannels.Retries.NONE);
    channels.add(made);
    return made.to(target, service);
  }

  /** The name under which in-process servers are found: {@code <name>/<service>}. */
  public String processName() {
    return processName;
  }

  /** Runs a call as a signed-in person. */
  public static <R> R as(long userId, Callable<R> call) {
    try {
      return CallContext.withUser(new User(userId, 1, Role.USER)).call(call);
    } catch (RuntimeException thrown) {
      throw thrown;
    } catch (Exception thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  @Override
  public void close() {
    try {
      for (GrpcChannels open : channels) {
        open.stop();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    for (RunningService service : services.reversed()) {
      service.close();
    }
  }

  /** A port that was free a moment ago. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new IllegalStateException("No free port", none);
    }
  }

  private record Fake(String name, BindableService methods) implements ServiceSpec {
    @Override
    public Module module(ConfigReader config) {
      return new AbstractModule() {
        @Override
        protected void configure() {
          Multibinder.newSetBinder(binder(), BindableService.class)
              .addBinding()
              .toInstance(methods);
          bind(GrpcServer.class).in(com.google.inject.Singleton.class);
        }
      };
    }
  }
}
