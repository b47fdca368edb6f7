package dev.twite.common.redis;

import com.google.common.hash.Hashing;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * A script that runs inside Redis, atomically. Sent by its hash; in full only when Redis does not
 * know it.
 */
public final class LuaScript {
  private final byte[] source;
  private final byte[] sha;

  private LuaScript(byte[] source) {
    this.source = source;
    // Redis names scripts by SHA-1.
    this.sha = sha1(source).getBytes(StandardCharsets.US_ASCII);
  }

  /** The script of a class-path resource, e.g. {@code lua/push.lua}. */
  public static LuaScript ofResource(String path) {
    try {
      return new LuaScript(Resources.toByteArray(Resources.getResource(path)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Runs it; the answer is as Jedis decodes it: Long, byte[], List or null. */
  public Object run(RedisClient redis, List<byte[]> keys, List<byte[]> args) {
    try {
      return redis.evalsha(sha, keys, args);
    } catch (JedisNoScriptException unknown) {
      return redis.eval(source, keys, args);
    }
  }

  @SuppressWarnings("deprecation")
  private static String sha1(byte[] bytes) {
    return Hashing.sha1().hashBytes(bytes).toString();
  }
}
