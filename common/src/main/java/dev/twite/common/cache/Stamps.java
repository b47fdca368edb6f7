package dev.twite.common.cache;

import dev.twite.common.error.TwiteException;
import dev.twite.common.redis.Redis;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Says of people whether what a process remembers of them still holds: as long as their stamp in
 * Redis is the one that it was asked for under. Whoever commits a change takes the stamp away; the
 * next who asks puts a new one. So what was acknowledged is seen at the price of one GET. Where
 * Redis misses a change, other processes see it when the stamp expires, after two minutes.
 */
public final class Stamps {
  static final Duration KEPT = Duration.ofMinutes(2);

  /** Nothing is to be believed, and nothing remembered. */
  public static final String NONE = "";

  private static final Logger log = LoggerFactory.getLogger(Stamps.class);

  private final Redis redis;
  private final String prefix;

  /**
   * @param what is remembered, e.g. {@code like}; the keys are {@code stamp:<what>:<person>}
   */
  public Stamps(Redis redis, String what) {
    this.redis = redis;
    this.prefix = prefix(what);
  }

  /** How all its keys begin. */
  public static String prefix(String what) {
    return "stamp:" + what + ":";
  }

  /**
   * A person's stamp, to be asked for before anything else is; {@link #NONE} while Redis is away.
   */
  public String of(long person) {
    String key = prefix + person;
    try {
      String stamp = redis.call(client -> client.get(key));
      if (stamp != null) {
        return stamp;
      }
      String fresh = Long.toHexString(ThreadLocalRandom.current().nextLong());
      SetParams ifNone = SetParams.setParams().nx().px(KEPT.toMillis());
      // Of two who put one at once, one goes without.
      return redis.call(client -> client.set(key, fresh, ifNone)) == null ? NONE : fresh;
    } catch (TwiteException | JedisException away) {
      log.debug("No stamps: {}", away.toString());
      return NONE;
    }
  }

  /** A change was committed. To be called before it is acknowledged; lost while Redis is away. */
  public void changed(Collection<Long> people) {
    if (people.isEmpty()) {
      return;
    }
    String[] keys =
        people.stream().distinct().map(person -> prefix + person).toArray(String[]::new);
    try {
      redis.call(client -> client.unlink(keys));
    } catch (TwiteException | JedisException away) {
      log.debug("Stamps are left: {}", away.toString());
    }
  }
}
