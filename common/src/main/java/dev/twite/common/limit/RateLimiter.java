package dev.twite.common.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.redis.LuaScript;
import dev.twite.common.redis.Redis;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts requests against limits, in one round trip to Redis, exactly over any number of processes
 * (S13).
 */
public final class RateLimiter {
  private static final Logger log = LoggerFactory.getLogger(RateLimiter.class);
  private static final int LOCAL_BUCKETS = 100_000;

  private final Redis redis;
  private final Clock clock;
  private final LuaScript script = LuaScript.ofResource("lua/rate_limit.lua");
  private final LuaScript givenBack = LuaScript.ofResource("lua/rate_limit_give_back.lua");
  private final Cache<String, AtomicLong> local =
      Caffeine.newBuilder()
          .maximumSize(LOCAL_BUCKETS)
          .expireAfterAccess(Duration.ofHours(1))
          .build();

  @Inject
  RateLimiter(Redis redis, Clock clock) {
    this.redis = redis;
    this.clock = clock;
  }

  /** Counts one request of {@code subject} (an address, an account) against {@code limit}. */
  public Decision take(Limit limit, String subject) {
    String key = key(limit, subject);
    try {
      return redis.call(
          client ->
              decision(
                  (List<?>)
                      script.run(
                          client,
                          List.of(bytes(key)),
                          List.of(
                              bytes(Integer.toString(limit.capacity())),
                              bytes(Long.toString(limit.period().toMillis()))))));
    } catch (TwiteException away) {
      // Redis is there but our connections to it are all busy: a flood must not open the gate.
      boolean flooded = away.code() == ErrorCode.OVERLOADED;
      return flooded || limit.whenAway() == Limit.WhenAway.LOCAL
          ? takeLocally(limit, key)
          : new Decision(true, limit.capacity(), Duration.ZERO, Duration.ZERO);
    }
  }

  /**
   * Takes back one request that was counted and should not have been, e.g. a log in that turned out
   * right where only failures count. Lost when Redis is away: the bucket refills by itself.
   */
  public void giveBack(Limit limit, String subject) {
    String key = key(limit, subject);
    double emission = (double) limit.period().toMillis() / limit.capacity();
    AtomicLong bucket = local.getIfPresent(key);
    if (bucket != null) {
      bucket.updateAndGet(tat -> Double.doubleToLongBits(Double.longBitsToDouble(tat) - emission));
    }
    try {
      redis.call(
          client ->
              givenBack.run(
                  client, List.of(bytes(key)), List.of(bytes(Double.toString(emission)))));
    } catch (TwiteException away) {
      log.debug("A request was not given back, Redis is away");
    }
  }

  /** Forgets all that {@code subject} has used of {@code limit}. */
  public void forget(Limit limit, String subject) {
    String key = key(limit, subject);
    local.invalidate(key);
    try {
      redis.call(client -> client.del(key));
    } catch (TwiteException away) {
      log.debug("A limit was not cleared, Redis is away");
    }
  }

  private static String key(Limit limit, String subject) {
    return "limit:" + limit.name() + ":" + subject;
  }

  // The same algorithm as the script.
  private Decision takeLocally(Limit limit, String key) {
    double period = limit.period().toMillis();
    double emission = period / limit.capacity();
    double now = clock.millis();
    // Holds the bits of a double.
    AtomicLong bucket = local.get(key, unused -> new AtomicLong(Double.doubleToLongBits(now)));
    while (true) {
      long known = bucket.get();
      double tat = Math.max(Double.longBitsToDouble(known), now);
      double after = tat + emission;
      if (after - now > period + 0.001) {
        return new Decision(false, 0, millis(tat - now), millis(after - now - period));
      }
      if (bucket.compareAndSet(known, Double.doubleToLongBits(after))) {
        int remaining = (int) ((period - (after - now)) / emission + 0.001);
        return new Decision(true, remaining, millis(after - now), Duration.ZERO);
      }
    }
  }

  private static Decision decision(List<?> answer) {
    return new Decision(
        number(answer, 0) == 1,
        (int) number(answer, 1),
        Duration.ofMillis(number(answer, 2)),
        Duration.ofMillis(number(answer, 3)));
  }

  private static long number(List<?> answer, int index) {
    return (Long) answer.get(index);
  }

  private static Duration millis(double value) {
    return Duration.ofMillis((long) Math.ceil(value));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
