package dev.twite.common.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.boot.RunningService;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.SampleSpec;
import dev.twite.common.testing.TestEnv;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RateLimiterIT {
  private static final Limit LIMIT =
      new Limit("test", 100, Duration.ofHours(100), Limit.WhenAway.OPEN);

  @Test
  void exactlyTheLimitPassesOverTwoProcesses_S13() throws Exception {
    TestEnv env = new TestEnv().postgres("sample").redis().kafka();
    try (Cluster cluster = new Cluster(env)) {
      RunningService one = cluster.start(new SampleSpec());
      RunningService two = cluster.start(new SampleSpec());
      AtomicInteger passed = new AtomicInteger();
      try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
        for (int i = 0; i < 500; i++) {
          RateLimiter limiter = (i % 2 == 0 ? one : two).get(RateLimiter.class);
          threads.execute(
              () -> {
                if (limiter.take(LIMIT, "10.0.0.1").allowed()) {
                  passed.incrementAndGet();
                }
              });
        }
      }
      assertThat(passed).hasValue(100);
      Decision refused = one.get(RateLimiter.class).take(LIMIT, "10.0.0.1");
      assertThat(refused.allowed()).isFalse();
      assertThat(refused.retryAfter()).isBetween(Duration.ofMinutes(50), Duration.ofMinutes(61));
      assertThat(one.get(RateLimiter.class).take(LIMIT, "10.0.0.2").remaining()).isEqualTo(99);
    }
  }
}
