package dev.twite.gateway.socket;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.ClientsModule;
import dev.twite.common.grpc.ServiceClient;

/** The way to svc-websocket. */
public final class BridgeModule extends AbstractModule {
  private final BridgeConfig config;

  public BridgeModule(ConfigReader config) {
    this.config = BridgeConfig.from(config);
  }

  @Override
  protected void configure() {
    install(new ClientsModule(ServiceClient.WEBSOCKET));
    bind(BridgeConfig.class).toInstance(config);
    bind(Upstreams.class).in(Singleton.class);
  }
}
