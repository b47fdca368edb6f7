package dev.twite.common.redis;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.config.Secret;
import java.time.Duration;

/**
 * @param url {@code redis://:password@host:port/db}
 * @param poolSize connections, all opened at the start
 * @param timeout longest time for one command; a slower Redis counts as away
 */
public record RedisConfig(Secret url, int poolSize, Duration timeout) {
  public static RedisConfig from(ConfigReader config) {
    return new RedisConfig(
        config.password("REDIS_URL", "the URL of Redis, redis://:password@host:6379/0"),
        config.integer("REDIS_POOL", 16, 2, 500, "connections to Redis, all opened at the start"),
        config.duration(
            "REDIS_TIMEOUT",
            Duration.ofMillis(500),
            "the longest time for one Redis command; a slower Redis counts as away"));
  }
}
