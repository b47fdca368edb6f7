package dev.twite.bench.race;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;

/**
 * The least that any fan-out must do: pipelined LPUSHX of 16 bytes into 2,000 lists, from one Java
 * process, over and over.
 */
final class RawFanOut {
  private static final int LISTS = 2_000;
  private static final int PIPELINE = 1_000;

  /** As Twite's timelines: else the lists of a fast machine would fill its memory. */
  private static final int LONGEST = 800;

  private final String redisUrl;

  RawFanOut(String redisUrl) {
    this.redisUrl = redisUrl;
  }

  /** Pushes a second. */
  double run(Duration time) {
    byte[][] keys = new byte[LISTS][];
    for (int i = 0; i < LISTS; i++) {
      keys[i] = ("raw:" + i).getBytes(StandardCharsets.US_ASCII);
    }
    byte[] entry = new byte[16];
    try (RedisClient redis = FloorData.connect(redisUrl, new GenericObjectPoolConfig<>())) {
      for (byte[] key : keys) {
        redis.del(key);
        redis.lpush(key, entry);
      }
      long pushed = 0;
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < time.toNanos()) {
        pushed += round(redis, keys, entry, pushed);
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      for (byte[] key : keys) {
        redis.del(key);
      }
      return pushed / seconds;
    }
  }

  private static long round(RedisClient redis, byte[][] keys, byte[] entry, long before) {
    boolean trim = before / LISTS % LONGEST == LONGEST - 1;
    for (int from = 0; from < LISTS; from += PIPELINE) {
      try (AbstractPipeline pipeline = redis.pipelined()) {
        for (int i = from; i < from + PIPELINE; i++) {
          pipeline.lpushx(keys[i], entry);
          if (trim) {
            pipeline.ltrim(keys[i], 0, 0);
          }
        }
        pipeline.sync();
      }
    }
    return LISTS;
  }
}
