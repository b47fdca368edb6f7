package dev.twite.common.cache;

import dev.twite.common.error.TwiteException;
import dev.twite.common.redis.Redis;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Says of people whether what a process remembers of them still holds: as long as their stamp in
 * Redis is the one that it was asked for under. Whoever commits a change takes the stamp away; the
 * next who asks puts a new one. So what was acknowledged is seen at the price of one MGET. Where
 * Redis misses a change, other processes see it when the stamp expires, after two minutes.
 */
public final class Stamps {
  /** How long a stamp lasts: nothing has to be remembered longer. */
  public static final Duration KEPT = Duration.ofMinutes(2);

  /** Nothing is to be believed, and nothing remembered. */
  public static final String NONE = "";

  private static final Logger log = LoggerFactory.getLogger(Stamps.class);

  private final Redis redis;
  private final List<String> prefixes;

  /**
   * @param what is remembered, e.g. {@code like}; the keys are {@code stamp:<what>:<person>}. Of
   *     several, the stamp changes with each.
   */
  public Stamps(Redis redis, String... what) {
    this.redis = redis;
    this.prefixes = Stream.of(what).map(Stamps::prefix).toList();
  }

  /** How all its keys begin. */
  public static String prefix(String what) {
    return "stamp:" + what + ":";
  }

  /**
   * A person's stamp, to be asked for before anything else is; {@link #NONE} while Redis is away.
   * For several people: one that changes with each of theirs.
   */
  public String of(long... people) {
    String[] keys = keys(LongStream.of(people));
    try {
      return redis.call(client -> of(client, keys));
    } catch (TwiteException | JedisException away) {
      log.debug("No stamps: {}", away.toString());
      return NONE;
    }
  }

  /**
   * A change was committed. To be called before it is acknowledged.
   *
   * @return false when it is lost because Redis is away
   */
  public boolean changed(Collection<Long> people) {
    if (people.isEmpty()) {
      return true;
    }
    String[] keys = keys(people.stream().distinct().mapToLong(Long::longValue));
    try {
      redis.call(client -> client.unlink(keys));
      return true;
    } catch (TwiteException | JedisException away) {
      log.debug("Stamps are left: {}", away.toString());
      return false;
    }
  }

  private String[] keys(LongStream people) {
    return people
        .boxed()
        .flatMap(person -> prefixes.stream().map(prefix -> prefix + person))
        .toArray(String[]::new);
  }

  private static String of(RedisClient client, String[] keys) {
    List<String> stamps = client.mget(keys);
    for (int i = 0; i < keys.length; i++) {
      if (stamps.get(i) == null) {
        String fresh = Long.toHexString(ThreadLocalRandom.current().nextLong());
        SetParams ifNone = SetParams.setParams().nx().px(KEPT.toMillis());
        if (client.set(keys[i], fresh, ifNone) == null) {
          // Of two who put one at once, one goes without.
          return NONE;
        }
        stamps.set(i, fresh);
      }
    }
    return String.join("-", stamps);
  }
}
