package dev.twite.common.redis;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.twite.common.config.ConfigReader;

/** Redis. No health check: every service works without it, only slower. */
public final class RedisModule extends AbstractModule {
  private final RedisConfig config;

  public RedisModule(ConfigReader config) {
    this.config = RedisConfig.from(config);
  }

  @Override
  protected void configure() {
    bind(RedisConfig.class).toInstance(config);
    bind(Redis.class).in(Singleton.class);
  }
}
