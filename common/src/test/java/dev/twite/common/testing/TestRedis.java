package dev.twite.common.testing;

import com.google.inject.Guice;
import com.google.inject.Stage;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.redis.Redis;
import dev.twite.common.redis.RedisModule;
import dev.twite.embedded.RedisServer;
import java.util.Map;

/** A service's connections to a Redis of a test's own. */
public final class TestRedis {
  private TestRedis() {}

  /**
   * Connected, and to be stopped.
   *
   * @param timeout as in {@code TWITE_REDIS_TIMEOUT}
   */
  public static Redis connected(RedisServer server, String timeout) {
    ConfigReader config =
        new ConfigReader(
            "sample", Map.of("TWITE_REDIS_URL", server.url(), "TWITE_REDIS_TIMEOUT", timeout));
    Redis redis =
        Guice.createInjector(
                Stage.PRODUCTION,
                new RedisModule(config),
                binder -> binder.bind(Metrics.class).toInstance(new Metrics("sample")))
            .getInstance(Redis.class);
    redis.start();
    return redis;
  }
}
