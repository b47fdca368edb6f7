package dev.twite.ratelimit;

import static dev.twite.common.testing.Eventually.atMost;
import static dev.twite.common.testing.Eventually.promised;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.boot.Platform;
import dev.twite.common.boot.RunningService;
import dev.twite.common.grpc.Transport;
import dev.twite.common.limit.RateLimiter;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.common.testing.TimedTest;
import dev.twite.embedded.RedisServer;
import dev.twite.embedded.TestServers;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The limiter or its Redis stopped, hanging, half open: over TCP, with the settings of production.
 */
class OutageIT {
  private static final Duration ADDED = Duration.ofMillis(50);
  private static final Duration OPEN = Duration.ofSeconds(1);
  private static final Duration RECOVERY = Duration.ofSeconds(5);
  private static final Duration READY = Duration.ofSeconds(60);
  private static final String RULES =
      """
      open: {capacity: 1000000, period: 1h}
      local: {capacity: 5, period: 300d, when_away: local}
      closed: {capacity: 5, period: 300d, when_away: closed}
      """;

  private final int port = Cluster.freePort();
  private RedisServer redis;
  private TestEnv env;
  private RunningService service;
  private RunningService caller;
  private RateLimiter limiter;

  @BeforeEach
  void start() throws Exception {
    redis = TestServers.newRedis();
    env =
        new TestEnv()
            .limits(RULES)
            .set("REDIS_URL", redis.url())
            .set("REDIS_TIMEOUT", "500ms")
            .set("LIMIT_DEADLINE", "40ms")
            .set("RATELIMIT_ADDR", "127.0.0.1:" + port);
    startService();
    caller = start(new CallerSpec("caller"), Map.of());
    limiter = caller.get(RateLimiter.class);
    awaitShared();
  }

  @AfterEach
  void stop() {
    caller.close();
    service.close();
    redis.close();
  }

  @TimedTest
  void aStoppedLimiterCostsNothingAndIsBackAtOnce_R10() throws Exception {
    service.close();
    assertServed();
    startService();
    promised(RECOVERY, this::assertShared);
  }

  @TimedTest
  void aKilledRedisCostsNothingAndIsBackAtOnce_R10() {
    redis.kill();
    assertServed();
    redis.start();
    redis.awaitReady(READY);
    promised(RECOVERY, this::assertShared);
  }

  @TimedTest
  void aRedisThatHangsCostsADeadlineASecond_R10() {
    redis.pause();
    assertServed();
    redis.resume();
    promised(RECOVERY, this::assertShared);
  }

  @TimedTest
  void aLinkThatSwallowsEverythingCostsADeadlineASecond_R10() throws Exception {
    service.close();
    try (ServerSocket swallows = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
      assertServed();
      assertThat(swallows.isBound()).isTrue();
    }
    startService();
    promised(RECOVERY, this::assertShared);
  }

  /** What R10 says of the time without. */
  private void assertServed() {
    long[] nanos = new long[400];
    for (int i = 0; i < nanos.length; i++) {
      long begin = System.nanoTime();
      boolean allowed = limiter.take("open", "x").allowed();
      nanos[i] = System.nanoTime() - begin;
      assertThat(allowed).isTrue();
    }
    promised(OPEN, () -> assertThat(away()).isEqualTo(1));
    Arrays.sort(nanos);
    atMost(ADDED, Duration.ofNanos(nanos[nanos.length * 99 / 100]));
    int passed = 0;
    for (int i = 0; i < 20; i++) {
      passed += limiter.take("local", "guesser").allowed() ? 1 : 0;
      assertThat(limiter.take("closed", "x").allowed()).isFalse();
    }
    assertThat(passed).isEqualTo(5);
  }

  private void awaitShared() {
    dev.twite.common.testing.Eventually.eventually(this::assertShared);
  }

  /** A request was counted by svc-ratelimit. */
  private void assertShared() {
    double before = shared();
    limiter.take("open", "y").require();
    assertThat(shared()).isGreaterThan(before);
  }

  private double shared() {
    Double value =
        caller
            .get(Metrics.class)
            .registry()
            .getSampleValue(
                "twite_limit_decisions_total",
                new String[] {"rule", "source", "outcome"},
                new String[] {"open", "shared", "passed"});
    return value == null ? 0 : value;
  }

  private double away() {
    return caller.get(Metrics.class).registry().getSampleValue("twite_limit_away");
  }

  private void startService() throws Exception {
    service =
        start(new RatelimitSpec(), Map.of("TWITE_RATELIMIT_GRPC_PORT", Integer.toString(port)));
  }

  private RunningService start(dev.twite.common.boot.ServiceSpec spec, Map<String, String> own)
      throws Exception {
    Map<String, String> all = new HashMap<>(env.asMap());
    all.putAll(own);
    all.put("TWITE_OPS_PORT", Integer.toString(Cluster.freePort()));
    return RunningService.start(spec, new Platform(all, Transport.tcp(), Clock.systemUTC()));
  }
}
