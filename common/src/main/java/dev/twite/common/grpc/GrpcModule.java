package dev.twite.common.grpc;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.identity.CallTokens;
import dev.twite.common.metrics.Metrics;
import io.grpc.BindableService;

/** The gRPC server of a service and its channels to others. */
public final class GrpcModule extends AbstractModule {
  private final Class<? extends BindableService> service;

  /**
   * @param service the service's methods
   */
  public GrpcModule(Class<? extends BindableService> service) {
    this.service = service;
  }

  @Override
  protected void configure() {
    bind(service).in(Singleton.class);
    Multibinder.newSetBinder(binder(), BindableService.class).addBinding().to(service);
    bind(GrpcServer.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  GrpcChannels channels(
      Transport transport,
      ConfigReader config,
      GrpcConfig grpc,
      CallTokens tokens,
      Metrics metrics) {
    return new GrpcChannels(transport, config, grpc, tokens, GrpcChannels.Retries.NONE, metrics);
  }
}
