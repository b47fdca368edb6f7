package dev.twite.feed.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import dev.twite.common.redis.LuaScript;
import dev.twite.common.testing.TestEnv;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;

/** What order and exactly-once cost: pushes by script against bare pipelined LPUSHX. */
@Tag("verify")
class PushThroughputIT {
  private static final int TIMELINES = 20_000;
  private static final int BATCH = 500;
  private static final int ROUNDS = 12;

  private long nextId = 1L << 60;

  @Test
  void aPushIsAtLeastAThirdAsFastAsBareLpushx() {
    LuaScript push = LuaScript.ofResource("lua/feed/push.lua");
    List<byte[]> keys =
        LongStream.range(0, TIMELINES)
            .mapToObj(user -> text("tl:" + ((700L << 50) + user)))
            .toList();
    List<List<byte[]>> batches = Lists.partition(keys, BATCH);
    try (RedisClient redis =
        RedisClient.create(new TestEnv().redis().asMap().get("TWITE_REDIS_URL"))) {
      keys.forEach(key -> redis.rpush(key, new byte[16]));
      double bare = 0;
      double script = 0;
      for (int round = 0; round < ROUNDS; round++) {
        bare =
            Math.max(
                bare,
                rate(
                    () -> {
                      byte[] entry = entry();
                      for (List<byte[]> batch : batches) {
                        try (AbstractPipeline pipeline = redis.pipelined()) {
                          batch.forEach(key -> pipeline.lpushx(key, entry));
                          pipeline.sync();
                        }
                      }
                    }));
        script =
            Math.max(
                script,
                rate(
                    () -> {
                      List<byte[]> args = List.of(text("800"), text("50"), entry());
                      for (List<byte[]> batch : batches) {
                        List<byte[]> all = new ArrayList<>(batch.size() + 1);
                        all.add(text("unf:1"));
                        all.addAll(batch);
                        assertThat(push.run(redis, all, args)).isEqualTo((long) batch.size());
                      }
                    }));
      }
      System.out.printf("PUSH: bare %,.0f/s, script %,.0f/s%n", bare, script);
      // Measured at 52 to 89 %, by run; the bound is there to notice a push that has become slow.
      assertThat(script).isGreaterThan(bare / 3);
    }
  }

  private byte[] entry() {
    return EntryBytes.of(new TimelineEntry(nextId++, 1));
  }

  private static double rate(Runnable pushes) {
    long begin = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      pushes.run();
    }
    return 5.0 * TIMELINES / ((System.nanoTime() - begin) / 1e9);
  }

  private static byte[] text(String value) {
    return value.getBytes(StandardCharsets.US_ASCII);
  }
}
