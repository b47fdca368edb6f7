package dev.twite.feed.testing;

import dev.twite.feed.store.TimelineEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.RedisClient;

/** Timelines as they lie in Redis, past the service's own code. */
public final class Lists {
  private Lists() {}

  /** All entries, without the marker at the end. */
  public static List<TimelineEntry> read(RedisClient redis, long user) {
    return redis.lrange(key(user), 0, -1).stream()
        .map(ByteBuffer::wrap)
        .map(bytes -> new TimelineEntry(bytes.getLong(), bytes.getLong()))
        .filter(entry -> entry.tweetId() != 0)
        .toList();
  }

  /** An empty timeline that is complete. */
  public static void create(RedisClient redis, long user) {
    redis.rpush(key(user), new byte[16]);
  }

  private static byte[] key(long user) {
    return ("tl:" + user).getBytes(StandardCharsets.US_ASCII);
  }
}
