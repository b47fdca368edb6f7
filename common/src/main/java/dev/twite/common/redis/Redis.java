package dev.twite.common.redis;

import dev.twite.common.boot.Component;
import dev.twite.common.error.Breaker;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.trace.RedisSpans;
import dev.twite.common.trace.TraceSpan;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * A service's connections to Redis. Redis is never the only copy of anything but presence, so every
 * caller has a way on when {@link #call} throws UNAVAILABLE; it does so at once while the breaker
 * is open.
 */
public final class Redis implements Component {
  private static final int BREAKER_FAILURES = 3;
  private static final Duration BREAKER_OPEN = Duration.ofSeconds(1);

  private final RedisConfig config;
  private final Semaphore permits;
  private final Breaker breaker = new Breaker(BREAKER_FAILURES, BREAKER_OPEN);
  private final Counter failures;
  private final Gauge waiting;
  private final Histogram waitSeconds;
  private final Histogram seconds;
  private RedisClient client;

  @Inject
  Redis(RedisConfig config, Metrics metrics) {
    this.config = config;
    this.permits = new Semaphore(config.poolSize(), true);
    this.failures =
        metrics.counter(
            "twite_redis_failures_total", "Redis commands that failed or were not tried");
    this.waiting = metrics.gauge("twite_redis_waiting", "Commands waiting for a connection");
    this.waitSeconds =
        metrics.histogram("twite_redis_wait_seconds", "Time waited for a connection");
    this.seconds = metrics.histogram("twite_redis_seconds", "Time of commands, once connected");
  }

  @Override
  public void start() {
    GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    // All open from the start: a cold pool can hang under virtual threads (Jedis#3927,
    // commons-pool#339).
    pool.setMaxTotal(config.poolSize());
    pool.setMaxIdle(config.poolSize());
    pool.setMinIdle(config.poolSize());
    pool.setMaxWait(config.timeout());
    pool.setTestWhileIdle(true);
    pool.setTimeBetweenEvictionRuns(Duration.ofSeconds(30));
    pool.setJmxEnabled(false);
    client =
        RedisClient.builder()
            .hostAndPort(address())
            .clientConfig(clientConfig())
            .poolConfig(pool)
            .build();
    try {
      client.getPool().addObjects(config.poolSize());
    } catch (JedisException away) {
      throw TwiteException.of(
          ErrorCode.UNAVAILABLE,
          "Redis does not answer at " + address() + ": " + away.getMessage(),
          away);
    }
  }

  @Override
  public void stop() {
    if (client != null) {
      client.close();
    }
  }

  /**
   * Runs commands.
   *
   * @throws TwiteException UNAVAILABLE when Redis is away or too slow, OVERLOADED when all
   *     connections are busy
   */
  public <R> R call(Function<RedisClient, R> commands) {
    TraceSpan span = RedisSpans.begin();
    try {
      return commanded(commands);
    } catch (RuntimeException failed) {
      span.failed(failed);
      throw failed;
    } finally {
      span.end();
    }
  }

  private <R> R commanded(Function<RedisClient, R> commands) {
    if (!breaker.admits(System.nanoTime())) {
      failures.inc();
      throw TwiteException.of(ErrorCode.UNAVAILABLE);
    }
    acquire();
    long start = System.nanoTime();
    try {
      R result = commands.apply(client);
      breaker.succeeded();
      return result;
    } catch (JedisConnectionException away) {
      throw failed(away);
    } catch (JedisDataException refused) {
      if (!Refusals.areForNow(refused)) {
        throw refused;
      }
      throw failed(refused);
    } catch (JedisException exhausted) {
      throw failed(exhausted);
    } finally {
      seconds.observe((System.nanoTime() - start) / 1e9);
      permits.release();
    }
  }

  /**
   * A connection of its own, for subscriptions: never back into the pool (Jedis#4722). The caller
   * closes it.
   */
  public Jedis dedicated() {
    return new Jedis(address(), clientConfig());
  }

  /** Whether calls are refused at the moment because Redis is away. */
  public boolean isAway() {
    return breaker.isOpen();
  }

  private TwiteException failed(JedisException cause) {
    breaker.failed(System.nanoTime());
    failures.inc();
    return TwiteException.of(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.title(), cause);
  }

  private void acquire() {
    try {
      // With a timeout, of zero: whoever waits already comes first.
      if (permits.tryAcquire(0, TimeUnit.SECONDS)) {
        return;
      }
      await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
    }
  }

  private void await() throws InterruptedException {
    long start = System.nanoTime();
    waiting.inc();
    try {
      if (!permits.tryAcquire(config.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw TwiteException.retryLater(ErrorCode.OVERLOADED, Duration.ofSeconds(1));
      }
    } finally {
      waiting.dec();
      waitSeconds.observe((System.nanoTime() - start) / 1e9);
    }
  }

  private HostAndPort address() {
    return JedisURIHelper.getHostAndPort(uri());
  }

  private JedisClientConfig clientConfig() {
    DefaultJedisClientConfig.Builder builder =
        DefaultJedisClientConfig.builder()
            .resp2()
            .connectionTimeoutMillis((int) config.timeout().toMillis())
            .socketTimeoutMillis((int) config.timeout().toMillis())
            .database(JedisURIHelper.getDBIndex(uri()));
    String password = JedisURIHelper.getPassword(uri());
    return password == null ? builder.build() : builder.password(password).build();
  }

  private URI uri() {
    return URI.create(config.url().reveal());
  }
}
