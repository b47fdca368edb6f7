package dev.twite.common.limit;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.ClientsModule;
import dev.twite.common.grpc.ServiceClient;

/** {@link RateLimiter}, and the way to svc-ratelimit. */
public final class LimitModule extends AbstractModule {
  private final LimitConfig config;

  public LimitModule(ConfigReader config) {
    this.config = LimitConfig.from(config);
  }

  @Override
  protected void configure() {
    install(new ClientsModule(ServiceClient.RATELIMIT));
    bind(LimitConfig.class).toInstance(config);
    bind(LimitMode.class).toInstance(config.mode());
    bind(LimitClient.class).in(Singleton.class);
    bind(Leases.class).in(Singleton.class);
    bind(LocalBuckets.class).in(Singleton.class);
    bind(LimitUpkeep.class).in(Singleton.class);
    bind(RateLimiter.class).in(Singleton.class);
  }
}
