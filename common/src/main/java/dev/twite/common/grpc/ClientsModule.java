package dev.twite.common.grpc;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Singleton;
import dev.twite.common.grpc.ServiceClient.Binding;
import io.grpc.stub.AbstractBlockingStub;

/** Binds the blocking stubs of the services that one calls. */
public final class ClientsModule extends AbstractModule {
  private final ServiceClient[] clients;

  public ClientsModule(ServiceClient... clients) {
    this.clients = clients.clone();
  }

  @Override
  protected void configure() {
    for (ServiceClient client : clients) {
      bind(client.target(), client.binding());
    }
  }

  private <S extends AbstractBlockingStub<S>> void bind(String target, Binding<S> client) {
    Provider<GrpcChannels> channels = getProvider(GrpcChannels.class);
    bind(client.type())
        .toProvider(() -> client.factory().apply(channels.get().to(target, client.service())))
        .in(Singleton.class);
  }
}
