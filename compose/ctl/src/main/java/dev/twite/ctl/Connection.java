package dev.twite.ctl;

import dev.twite.common.config.ConfigException;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.config.SecretsFile;
import dev.twite.common.config.ValueFiles;
import dev.twite.common.grpc.GrpcChannels;
import dev.twite.common.grpc.GrpcConfig;
import dev.twite.common.grpc.Transport;
import dev.twite.common.identity.CallTokens;
import dev.twite.common.identity.ServiceIdentity;
import dev.twite.proto.admin.v1.AdminGrpc;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The way to svc-admin, as service {@code ctl}: whoever knows the deployment's key is the operator,
 * and may do everything.
 */
final class Connection implements AutoCloseable {
  /** Where svc-admin's gRPC is, counted from the first port of a run. */
  static final int PORT_OFFSET = 21;

  private static final String SERVICE = "ctl";
  private static final String SECRET = "TWITE_SERVICE_SECRET";
  private static final String ADDRESS = "TWITE_ADMIN_ADDR";
  private static final Duration USUAL = Duration.ofSeconds(20);

  private final GrpcChannels channels;
  private final AdminBlockingStub admin;

  private Connection(GrpcChannels channels) {
    this.channels = channels;
    this.admin = AdminGrpc.newBlockingStub(channels.to("admin", AdminGrpc.getServiceDescriptor()));
  }

  /**
   * Opens nothing yet: the first call does.
   *
   * @throws Refused when the settings don't say how
   */
  static Connection open(Map<String, String> env) {
    try {
      Map<String, String> all = new HashMap<>(ValueFiles.resolve(SERVICE, env));
      ConfigReader run = new ConfigReader(SERVICE, all);
      int base = run.integer("PORT_BASE", 8080, 1024, 65_465, "the first port of the run");
      String folder = run.string("DATA_DIR", ".twite", "the run's data folder");
      run.finish();
      all.putIfAbsent(ADDRESS, "127.0.0.1:" + (base + PORT_OFFSET));
      all.computeIfAbsent(SECRET, name -> kept(Path.of(folder)));
      ConfigReader config = new ConfigReader(SERVICE, all);
      ServiceIdentity identity = ServiceIdentity.from(config);
      GrpcConfig grpc = GrpcConfig.from(config);
      config.finish();
      return new Connection(
          new GrpcChannels(
              Transport.tcp(),
              config,
              grpc,
              new CallTokens(identity, Clock.systemUTC()),
              GrpcChannels.Retries.NONE));
    } catch (ConfigException faulty) {
      throw new Refused(String.join("\n", faulty.faults()), Exit.WRONG_USE);
    }
  }

  private static String kept(Path dataDir) {
    try {
      String secret = SecretsFile.read(dataDir).get(SECRET);
      if (secret != null) {
        return secret;
      }
    } catch (IOException unreadable) {
      throw new Refused(
          "Can't read the secrets in " + dataDir + ": " + unreadable.getMessage(),
          Exit.UNREACHABLE);
    }
    throw new Refused(
        "There has been no run with its data in "
            + dataDir.toAbsolutePath()
            + ". `make run` makes one; TWITE_DATA_DIR says where it is, or set "
            + SECRET
            + ".",
        Exit.UNREACHABLE);
  }

  /** For calls that are done in seconds. */
  AdminBlockingStub admin() {
    return admin(USUAL);
  }

  AdminBlockingStub admin(Duration deadline) {
    return admin.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    try {
      channels.stop();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
