package dev.twite.bench.race;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisClient;

/**
 * The least that any read of a home timeline must do: check the token, LRANGE 20 ids, MGET 20
 * ready-made tweets, write them. Also an answer that needs nothing, to see what the load generator
 * can ask for at most. A process of its own.
 */
final class FloorMain {
  static final String READY = "The floor listens at ";
  static final String HOME = "/home";
  static final String HOME_CHECKED = "/home-checked";
  static final String NOTHING = "/nothing";

  private static final int PAGE = 20;
  private static final int CONNECTIONS = 16;

  private FloorMain() {}

  /** Takes FLOOR_REDIS_URL and FLOOR_KEYS from the environment; says where it listens. */
  public static void main(String[] args) throws Exception {
    Map<String, String> env = System.getenv();
    FloorTokens tokens = new FloorTokens(env.get("FLOOR_KEYS"));
    RedisClient redis = FloorData.connect(env.get("FLOOR_REDIS_URL"), pool());
    byte[] nothing = "{\"data\":[],\"next_cursor\":null}".getBytes(StandardCharsets.UTF_8);
    Javalin server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.concurrency.useVirtualThreads = Runtime.version().feature() >= 24;
              config.routes.get(HOME, context -> home(context, redis, tokens::userOf));
              config.routes.get(
                  HOME_CHECKED, context -> home(context, redis, tokens::userOfChecked));
              config.routes.get(
                  NOTHING, context -> context.contentType("application/json").result(nothing));
            });
    server.start("127.0.0.1", 0);
    System.out.println(READY + "http://127.0.0.1:" + server.port());
  }

  private static void home(Context context, RedisClient redis, Function<String, String> userOf) {
    String bearer = context.header("Authorization");
    String user = userOf.apply(bearer.substring("Bearer ".length()));
    List<String> ids = redis.lrange(FloorData.TIMELINE + user, 0, PAGE - 1);
    String[] keys = new String[ids.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = FloorData.TWEET + ids.get(i);
    }
    StringBuilder page = new StringBuilder(32 << 10).append("{\"data\":[");
    List<String> tweets = redis.mget(keys);
    for (int i = 0; i < tweets.size(); i++) {
      page.append(i == 0 ? "" : ",").append(tweets.get(i));
    }
    page.append("],\"next_cursor\":\"").append(ids.getLast()).append("\"}");
    context
        .contentType("application/json")
        .result(page.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static GenericObjectPoolConfig<Connection> pool() {
    GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    pool.setMaxTotal(CONNECTIONS);
    pool.setMaxIdle(CONNECTIONS);
    pool.setMinIdle(CONNECTIONS);
    pool.setJmxEnabled(false);
    return pool;
  }
}
