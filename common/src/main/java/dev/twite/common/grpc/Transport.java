package dev.twite.common.grpc;

import dev.twite.common.config.ConfigReader;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerBuilder;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How calls get from one service to another. Chosen by whoever starts the services; no service
 * knows which.
 */
public sealed interface Transport {
  /** The servers that {@code service} is to add its methods to: every way that leads to it. */
  List<ServerBuilder<?>> servers(String service, GrpcConfig config);

  /** A channel to {@code target}. */
  ManagedChannelBuilder<?> channel(String target, ConfigReader config);

  /** Services of one process: no sockets, messages are handed over as they are. */
  static Transport inProcess(String processName) {
    return inProcess(processName, Set.of());
  }

  /**
   * The same, but with a TCP port besides for what is called from outside.
   *
   * @param outside the short names of these services
   */
  static Transport inProcess(String processName, Set<String> outside) {
    return new InProcess(processName, Set.copyOf(outside));
  }

  /** Services anywhere: TCP, addresses from {@code TWITE_<TARGET>_ADDR}. */
  static Transport tcp() {
    return new Tcp();
  }

  /** In one process. */
  record InProcess(String processName, Set<String> outside) implements Transport {
    @Override
    public List<ServerBuilder<?>> servers(String service, GrpcConfig config) {
      ServerBuilder<?> inside = InProcessServerBuilder.forName(name(service));
      return outside.contains(service) ? List.of(inside, Tcp.server(config)) : List.of(inside);
    }

    @Override
    public ManagedChannelBuilder<?> channel(String target, ConfigReader config) {
      return InProcessChannelBuilder.forName(name(target));
    }

    private String name(String service) {
      return processName + "/" + service;
    }
  }

  /** Over TCP. */
  record Tcp() implements Transport {
    private static final int MAX_RST_PER_WINDOW = 200;

    @Override
    public List<ServerBuilder<?>> servers(String service, GrpcConfig config) {
      return List.of(server(config));
    }

    private static ServerBuilder<?> server(GrpcConfig config) {
      return NettyServerBuilder.forAddress(new InetSocketAddress(config.host(), config.port()))
          .permitKeepAliveTime(10, TimeUnit.SECONDS)
          .permitKeepAliveWithoutCalls(true)
          // Clients look DNS up again only when a connection ends (grpc-java#2514): new replicas
          // get their share.
          .maxConnectionAge(10, TimeUnit.MINUTES)
          .maxConnectionAgeGrace(30, TimeUnit.SECONDS)
          // Rapid reset, CVE-2023-44487.
          .maxRstFramesPerWindow(MAX_RST_PER_WINDOW, 30);
    }

    @Override
    public ManagedChannelBuilder<?> channel(String target, ConfigReader config) {
      String address =
          config.string(
              target.toUpperCase(java.util.Locale.ROOT) + "_ADDR",
              "dns:///svc-" + target + ":9090",
              "where svc-" + target + " takes gRPC calls, host:port or dns:///name:port");
      return Grpc.newChannelBuilder(address, InsecureChannelCredentials.create())
          .keepAliveTime(20, TimeUnit.SECONDS)
          .keepAliveTimeout(5, TimeUnit.SECONDS);
    }
  }
}
