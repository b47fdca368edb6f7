package dev.twite.common.redis;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.config.Secret;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.Threads;
import dev.twite.embedded.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RedisPoolIT {
  private static final int POOL = 2;

  private final Metrics metrics = new Metrics("sample");
  private final Redis redis =
      new Redis(
          new RedisConfig(new Secret(TestServers.redisUrl()), POOL, Duration.ofSeconds(60)),
          metrics);

  @Test
  void whoWaitsForAConnectionIsSeen() throws Exception {
    redis.start();
    CountDownLatch release = new CountDownLatch(1);
    List<Future<String>> calls = new ArrayList<>();
    try (ExecutorService threads = Threads.perTask("redis-pool")) {
      for (int call = 0; call < POOL + 1; call++) {
        calls.add(
            threads.submit(
                () ->
                    redis.call(
                        client -> {
                          await(release);
                          return client.ping();
                        })));
      }
      eventually(() -> assertThat(value("twite_redis_waiting")).isEqualTo(1));
      assertThat(value("twite_redis_wait_seconds_count")).isZero();
      release.countDown();
      for (Future<String> call : calls) {
        assertThat(call.get()).isEqualTo("PONG");
      }
      assertThat(value("twite_redis_waiting")).isZero();
      assertThat(value("twite_redis_wait_seconds_count")).isEqualTo(1);
      assertThat(value("twite_redis_seconds_count")).isEqualTo(POOL + 1.0);
    } finally {
      redis.stop();
    }
  }

  private double value(String name) {
    return metrics.registry().getSampleValue(name);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
