package dev.twite.common.redis;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.common.config.ConfigReader;
import java.util.List;

/** Redis. No health check: every service works without it, only slower. */
public final class RedisModule extends AbstractModule {
  private final RedisConfig config;
  private final String service;
  private final List<String> forgotten;

  /**
   * @param forgottenKeys prefixes of keys that are copies of what databases and topics hold: they
   *     are dropped when Redis begins a new life, which may have lost some of them
   */
  public RedisModule(ConfigReader config, String... forgottenKeys) {
    this.config = RedisConfig.from(config);
    this.service = config.service();
    this.forgotten = List.of(forgottenKeys);
  }

  @Override
  protected void configure() {
    bind(RedisConfig.class).toInstance(config);
    bind(Redis.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  RedisLife life(Redis redis) {
    return new RedisLife(redis, service, forgotten);
  }
}
