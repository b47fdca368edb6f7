package dev.twite.admin.grpc;

import dev.twite.admin.access.Gate;
import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;

/** The methods behind the gate: none can be reached around it. */
public final class GuardedAdmin implements BindableService {
  private final AdminGrpcService methods;
  private final Gate gate;

  @Inject
  GuardedAdmin(AdminGrpcService methods, Gate gate) {
    this.methods = methods;
    this.gate = gate;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return ServerInterceptors.intercept(methods.bindService(), gate);
  }
}
