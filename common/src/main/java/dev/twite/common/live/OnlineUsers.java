package dev.twite.common.live;

import static redis.clients.jedis.params.ZRangeParams.zrangeByScoreParams;

import com.google.common.collect.Iterables;
import dev.twite.common.redis.LuaScript;
import dev.twite.common.redis.Redis;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who watches a home timeline, or did so a moment ago: home events are published for them alone.
 * Presence is all that Redis may be the only copy of; when it is lost, the next refresh of those
 * who are connected brings it back.
 *
 * <p>{@code live:online} is a sorted set of user ids by the time at which they cease to count,
 * {@code live:online:since} by the time since when they have counted without a break. Every method
 * throws TwiteException UNAVAILABLE or OVERLOADED when Redis can't be asked.
 */
public final class OnlineUsers {
  /** A message here is the decimal id of somebody who has just come. */
  public static final String ARRIVALS = "live:arrivals";

  /** How often those who are connected are to be refreshed. */
  public static final Duration REFRESH = Duration.ofSeconds(3);

  // After the last refresh, so that a client that comes back within KEPT_MS has missed nothing.
  private static final Duration KEPT = Duration.ofMillis(LivePublisher.KEPT_MS).plusSeconds(120);
  private static final String UNTIL = "live:online";
  private static final String SINCE = "live:online:since";
  private static final int BATCH = 1000;

  private final LuaScript arrive = LuaScript.ofResource("lua/live/arrive.lua");
  private final Redis redis;
  private final Clock clock;

  @Inject
  OnlineUsers(Redis redis, Clock clock) {
    this.redis = redis;
    this.clock = clock;
  }

  /**
   * Counts a user as online and announces it.
   *
   * @return since when that user has been online without a break, ms since 1970: what happened
   *     before may not have been published
   */
  public long arrive(long user) {
    long since = refresh(List.of(user)).getFirst();
    redis.call(client -> client.publish(ARRIVALS, Long.toString(user)));
    return since;
  }

  /**
   * Users who are still here; announces those who had been lost, and answers as {@link #arrive}.
   */
  public List<Long> refresh(Collection<Long> users) {
    List<Long> since = new ArrayList<>(users.size());
    for (List<Long> some : Iterables.partition(users, BATCH)) {
      List<byte[]> args = new ArrayList<>(some.size() + 1);
      args.add(bytes(Long.toString(KEPT.toMillis())));
      some.forEach(user -> args.add(bytes(Long.toString(user))));
      List<byte[]> keys = List.of(bytes(UNTIL), bytes(SINCE), bytes(ARRIVALS));
      List<?> answer = redis.call(client -> (List<?>) arrive.run(client, keys, args));
      answer.forEach(began -> since.add((Long) began));
    }
    return since;
  }

  /** Everybody who is online; forgets those who ceased to be. */
  public Set<Long> all() {
    double now = (double) clock.millis();
    List<String> users =
        redis.call(
            client -> {
              List<String> gone = client.zrange(UNTIL, zrangeByScoreParams(0, now).limit(0, BATCH));
              if (!gone.isEmpty()) {
                client.zremrangeByScore(UNTIL, 0, now);
                client.zrem(SINCE, gone.toArray(String[]::new));
              }
              return client.zrange(UNTIL, zrangeByScoreParams(now, Double.POSITIVE_INFINITY));
            });
    Set<Long> all = new HashSet<>(users.size() * 2);
    users.forEach(user -> all.add(Long.parseLong(user)));
    return all;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
