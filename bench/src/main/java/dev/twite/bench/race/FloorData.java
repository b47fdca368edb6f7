package dev.twite.bench.race;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * What the floor reads, in the same Redis as Twite's own timelines, under keys of its own: Twite's
 * own answers, so that both send the same bytes.
 */
final class FloorData implements AutoCloseable {
  static final String TIMELINE = "floor:tl:";
  static final String TWEET = "floor:tweet:";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RedisClient redis;

  FloorData(String redisUrl) {
    this.redis = connect(redisUrl, new GenericObjectPoolConfig<>());
  }

  static RedisClient connect(String url, GenericObjectPoolConfig<Connection> pool) {
    URI uri = URI.create(url);
    return RedisClient.builder()
        .hostAndPort(JedisURIHelper.getHostAndPort(uri))
        .clientConfig(
            DefaultJedisClientConfig.builder()
                .resp2()
                .password(JedisURIHelper.getPassword(uri))
                .database(JedisURIHelper.getDBIndex(uri))
                .build())
        .poolConfig(pool)
        .build();
  }

  /** Keeps a page of somebody's home timeline. */
  void keep(long user, byte[] page) throws IOException {
    List<String> ids = new ArrayList<>();
    for (JsonNode tweet : JSON.readTree(page).path("data")) {
      String id = tweet.path("id").asText();
      ids.add(id);
      redis.set(TWEET + id, tweet.toString());
    }
    redis.del(TIMELINE + user);
    redis.rpush(TIMELINE + user, ids.toArray(new String[0]));
  }

  @Override
  public void close() {
    redis.close();
  }
}
