package dev.twite.ratelimit.figures;

import dev.twite.common.limit.RateLimiter;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.embedded.RedisServer;
import dev.twite.embedded.TestServers;
import dev.twite.proto.ratelimit.v1.Bucket;
import dev.twite.proto.ratelimit.v1.RateLimitGrpc;
import dev.twite.proto.ratelimit.v1.RateLimitGrpc.RateLimitBlockingStub;
import dev.twite.proto.ratelimit.v1.TakeRequest;
import dev.twite.ratelimit.CallerSpec;
import dev.twite.ratelimit.RatelimitSpec;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.redis.jedis.Bucket4jJedis;
import io.github.bucket4j.redis.jedis.cas.JedisBasedProxyManager;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * svc-ratelimit beside Bucket4j (compare-and-swap, as its Jedis integration offers) on the same
 * Redis with as many connections, in turn in the same run: {@code make limit-figures}. Nothing is
 * refused; everything shares the machine, so the ratios say something and the figures little.
 */
public final class LimitFigures {
  private static final int CLIENTS = 16;
  private static final int KEYS = 10_000;
  private static final int ROUNDS = 3;
  private static final Duration TURN = Duration.ofSeconds(2);
  private static final long CAPACITY = 3_000_000_000L;
  private static final Duration PERIOD = Duration.ofHours(1);

  private final PrintStream out = System.out;

  private LimitFigures() {}

  /** No arguments; takes less than a minute. */
  public static void main(String[] args) throws Exception {
    new LimitFigures().run();
    System.exit(0);
  }

  private void run() throws Exception {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    try (RedisServer redis = TestServers.newRedis();
        RedisClient client = clientOf(URI.create(redis.url()))) {
      TestEnv env =
          new TestEnv()
              .set("REDIS_URL", redis.url())
              .set("REDIS_POOL", Integer.toString(CLIENTS))
              .limits("figures: {capacity: " + CAPACITY + ", period: 1h}");
      try (Cluster cluster = new Cluster(env)) {
        cluster.start(new RatelimitSpec());
        RateLimiter limiter = cluster.start(new CallerSpec("caller")).get(RateLimiter.class);
        RateLimitBlockingStub stub =
            RateLimitGrpc.newBlockingStub(
                cluster.channel("gateway", "ratelimit", RateLimitGrpc.getServiceDescriptor()));
        Map<String, Crowd.Decider> all = new LinkedHashMap<>();
        all.put("svc-ratelimit, SDK with leases", key -> limiter.take("figures", key).allowed());
        all.put("svc-ratelimit, a call each", key -> asked(stub, key));
        all.put("Bucket4j", bucket4j(client));
        measure(all, load);
      }
    }
  }

  private void measure(Map<String, Crowd.Decider> all, double load) throws Exception {
    Map<String, Figures> rows = new LinkedHashMap<>();
    for (int round = 0; round <= ROUNDS; round++) {
      for (Map.Entry<String, Crowd.Decider> one : all.entrySet()) {
        for (int keys : new int[] {1, KEYS}) {
          // The first round warms up.
          Duration turn = round == 0 ? TURN.dividedBy(2) : TURN;
          Crowd.Turn taken = Crowd.ask(CLIENTS, keys, turn, one.getValue());
          if (round > 0) {
            String row = (keys == 1 ? "one key | " : keys + " keys | ") + one.getKey();
            rows.computeIfAbsent(row, none -> new Figures()).add(taken);
          }
        }
      }
    }
    out.printf(
        Locale.ROOT,
        "%n`make limit-figures`: %d clients, %d turns of %d s each, %d cores, load %.1f, Java %s%n%n",
        CLIENTS,
        ROUNDS,
        TURN.toSeconds(),
        Runtime.getRuntime().availableProcessors(),
        load,
        System.getProperty("java.version"));
    out.println("| keys | limiter | decisions/s: median (least–most) | p50 | p99 |");
    out.println("| --- | --- | --- | --- | --- |");
    rows.forEach((row, figures) -> out.println("| " + row + " | " + figures.cells() + " |"));
  }

  private static boolean asked(RateLimitBlockingStub stub, String key) {
    return stub.take(
            TakeRequest.newBuilder()
                .addBuckets(
                    Bucket.newBuilder().setRule("figures").setSubject("call:" + key).setCost(1))
                .build())
        .getVerdicts(0)
        .getAllowed();
  }

  private static Crowd.Decider bucket4j(RedisClient client) {
    JedisBasedProxyManager<byte[]> manager = Bucket4jJedis.casBasedBuilder(client).build();
    BucketConfiguration configuration =
        BucketConfiguration.builder()
            .addLimit(limit -> limit.capacity(CAPACITY).refillGreedy(CAPACITY, PERIOD))
            .build();
    return key ->
        manager
            .builder()
            .build(("bucket4j:" + key).getBytes(StandardCharsets.UTF_8), () -> configuration)
            .tryConsumeAndReturnRemaining(1)
            .isConsumed();
  }

  private static RedisClient clientOf(URI uri) {
    GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    pool.setMaxTotal(CLIENTS);
    pool.setMaxIdle(CLIENTS);
    pool.setMinIdle(CLIENTS);
    pool.setJmxEnabled(false);
    DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder().resp2();
    String password = JedisURIHelper.getPassword(uri);
    return RedisClient.builder()
        .hostAndPort(new HostAndPort(uri.getHost(), uri.getPort()))
        .clientConfig((password == null ? config : config.password(password)).build())
        .poolConfig(pool)
        .build();
  }
}
