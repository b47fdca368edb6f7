package dev.twite.like.store;

import dev.twite.common.error.TwiteException;
import dev.twite.common.redis.LuaScript;
import dev.twite.common.redis.Redis;
import dev.twite.like.LikeConfig;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Copies of counts in Redis: {@code lc:<tweet id>} holds {@code <version>:<count>} for a while. An
 * older version never replaces a newer one, whoever writes. Every method throws UNAVAILABLE or
 * OVERLOADED when Redis is away.
 */
public final class LiveCounts {
  private static final String PREFIX = "lc:";
  private static final Pattern VALUE = Pattern.compile("(\\d{1,18}):(-?\\d{1,18})");
  private static final int SCAN = 500;

  private final Redis redis;
  private final byte[] ttl;
  private final LuaScript keepNewest = LuaScript.ofResource("lua/keep_newest.lua");

  @Inject
  LiveCounts(Redis redis, LikeConfig config) {
    this.redis = redis;
    this.ttl = ascii(Long.toString(config.countsTtl().toMillis()));
  }

  /**
   * The counts that Redis has.
   *
   * @throws TwiteException UNAVAILABLE, OVERLOADED
   */
  public Map<Long, CountRow> find(Collection<Long> ids) {
    Map<Long, CountRow> found = new HashMap<>();
    if (ids.isEmpty()) {
      return found;
    }
    List<Long> asked = List.copyOf(ids);
    byte[][] keys = asked.stream().map(LiveCounts::key).toArray(byte[][]::new);
    List<byte[]> values = redis.call(client -> client.mget(keys));
    for (int i = 0; i < keys.length; i++) {
      parse(asked.get(i), values.get(i)).ifPresent(row -> found.put(row.tweetId(), row));
    }
    return found;
  }

  /**
   * Puts counts; what is there already and newer stays.
   *
   * @throws TwiteException UNAVAILABLE, OVERLOADED
   */
  public void put(Collection<CountRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    List<byte[]> keys = new ArrayList<>();
    List<byte[]> args = new ArrayList<>();
    for (CountRow row : rows) {
      keys.add(key(row.tweetId()));
      args.add(ttl);
      args.add(ascii(Long.toString(row.version())));
      args.add(ascii(Long.toString(row.count())));
    }
    redis.call(client -> keepNewest.run(client, keys, args));
  }

  /**
   * Forgets a count.
   *
   * @throws TwiteException UNAVAILABLE, OVERLOADED
   */
  public void forget(long id) {
    redis.call(client -> client.del(key(id)));
  }

  /**
   * Hands the ids of all counts that Redis has to {@code sink}, page by page, some perhaps twice.
   *
   * @throws TwiteException UNAVAILABLE, OVERLOADED
   */
  public void eachPage(Consumer<List<Long>> sink) {
    ScanParams params = new ScanParams().match(PREFIX + "*").count(SCAN);
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      String from = cursor;
      ScanResult<String> page = redis.call(client -> client.scan(from, params));
      sink.accept(page.getResult().stream().map(LiveCounts::idOf).toList());
      cursor = page.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
  }

  // What is no count of ours counts as nothing, and is replaced.
  private static Optional<CountRow> parse(long id, byte[] value) {
    if (value == null) {
      return Optional.empty();
    }
    Matcher parts = VALUE.matcher(new String(value, StandardCharsets.US_ASCII));
    return parts.matches()
        ? Optional.of(
            new CountRow(id, Long.parseLong(parts.group(2)), Long.parseLong(parts.group(1))))
        : Optional.empty();
  }

  private static long idOf(String key) {
    return Long.parseLong(key.substring(PREFIX.length()));
  }

  private static byte[] key(long id) {
    return ascii(PREFIX + id);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
