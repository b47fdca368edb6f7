package dev.twite.local;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.config.Secret;
import dev.twite.common.grpc.GrpcChannels;
import dev.twite.common.grpc.GrpcConfig;
import dev.twite.common.grpc.Transport;
import dev.twite.common.identity.CallTokens;
import dev.twite.common.identity.ServiceIdentity;
import dev.twite.proto.admin.v1.AdminGrpc;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.SetRoleRequest;
import java.time.Clock;

/** The operator at the machine: whoever has the service secret may do everything. */
final class CommandLine implements AutoCloseable {
  private final GrpcChannels channels;
  private final AdminBlockingStub admin;

  CommandLine(Town town) {
    ConfigReader config = new ConfigReader("ctl", town.environment());
    ServiceIdentity identity =
        new ServiceIdentity("ctl", new Secret(town.environment().get("TWITE_SERVICE_SECRET")));
    this.channels =
        new GrpcChannels(
            // The name that OneProcess gives.
            Transport.inProcess("twite"),
            config,
            GrpcConfig.from(config),
            new CallTokens(identity, Clock.systemUTC()),
            GrpcChannels.Retries.NONE);
    this.admin = AdminGrpc.newBlockingStub(channels.to("admin", AdminGrpc.getServiceDescriptor()));
  }

  /** As the first admin is made. */
  void setRole(Resident person, String role) {
    var unused =
        admin.setRole(
            SetRoleRequest.newBuilder()
                .setUserId(Long.parseLong(person.id()))
                .setRole(role)
                .build());
  }

  AdminBlockingStub admin() {
    return admin;
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
