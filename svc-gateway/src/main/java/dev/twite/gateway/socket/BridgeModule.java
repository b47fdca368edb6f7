package dev.twite.gateway.socket;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.GrpcChannels;
import dev.twite.proto.websocket.v1.SocketsGrpc;
import dev.twite.proto.websocket.v1.SocketsGrpc.SocketsBlockingStub;

/** The way to svc-websocket. */
public final class BridgeModule extends AbstractModule {
  private final BridgeConfig config;

  public BridgeModule(ConfigReader config) {
    this.config = BridgeConfig.from(config);
  }

  @Override
  protected void configure() {
    bind(BridgeConfig.class).toInstance(config);
    bind(Upstreams.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  SocketsBlockingStub sockets(GrpcChannels channels) {
    return SocketsGrpc.newBlockingStub(
        channels.to("websocket", SocketsGrpc.getServiceDescriptor()));
  }
}
