package dev.twite.common.redis;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.TestRedis;
import dev.twite.embedded.RedisServer;
import dev.twite.embedded.TestServers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisLifeIT {
  @Test
  void copiesAreForgottenWhenRedisComesBackAndOnlyThen() throws Exception {
    try (RedisServer server = TestServers.newRedis()) {
      Redis redis = TestRedis.connected(server, "10s");
      write(redis);
      RedisLife first = new RedisLife(redis, "sample", List.of("copy:"));
      first.start();
      assertThat(copies(redis)).as("copies of an unknown life").isZero();
      write(redis);
      first.stop();
      RedisLife second = new RedisLife(redis, "sample", List.of("copy:"));
      second.start();
      assertThat(copies(redis)).as("copies of the same life").isEqualTo(2_500);
      redis.call(client -> client.set("own", "kept"));

      server.kill();
      server.start();
      server.awaitReady(Duration.ofSeconds(60));
      eventually(() -> assertThat(copies(redis)).as("copies of the last life").isZero());
      // A connection of the last life may still be among those in the pool.
      eventually(
          () -> {
            String own = redis.call(client -> client.get("own"));
            assertThat(own).as("what is no copy").isEqualTo("kept");
          });
      second.stop();
      redis.stop();
    }
  }

  private static void write(Redis redis) {
    redis.call(
        client -> {
          for (int i = 0; i < 2_500; i++) {
            client.set("copy:" + i, "x");
          }
          return null;
        });
  }

  private static long copies(Redis redis) {
    return redis.call(client -> (long) client.keys("copy:*").size());
  }
}
