package dev.twite.common.redis;

import dev.twite.common.boot.Component;
import dev.twite.common.error.TwiteException;
import dev.twite.common.thread.PeriodicTask;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Forgets what a service keeps in Redis when Redis has begun a new life. After a power loss, a
 * restored copy or a failover it may be behind what consumers have committed: a timeline would lack
 * entries that no event brings again. A missing key is rebuilt; a stale one would be believed.
 */
final class RedisLife implements Component {
  private static final Logger log = LoggerFactory.getLogger(RedisLife.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final int SCAN_COUNT = 1_000;
  private static final String RUN_ID = "run_id:";

  private final Redis redis;
  private final String key;
  private final List<String> prefixes;
  private final PeriodicTask looking = new PeriodicTask("redis-life", BETWEEN_LOOKS, this::look);
  private String seen = "";

  /**
   * @param service whose keys they are; several processes of it share the work
   * @param prefixes of the keys to forget
   */
  RedisLife(Redis redis, String service, List<String> prefixes) {
    this.redis = redis;
    this.key = "life:" + service;
    this.prefixes = List.copyOf(prefixes);
  }

  @Override
  public void start() {
    look();
    looking.start();
  }

  @Override
  public void stop() throws InterruptedException {
    looking.stop();
  }

  private void look() {
    try {
      redis.call(
          client -> {
            String life = lifeOf(client);
            if (!life.equals(seen)) {
              if (!life.equals(client.get(key))) {
                forget(client);
                client.set(key, life);
              }
              seen = life;
            }
            return life;
          });
    } catch (TwiteException away) {
      log.debug("Redis can't be asked", away);
    } catch (RuntimeException | Error failed) {
      log.error("What Redis keeps could not be checked", failed);
    }
  }

  private void forget(RedisClient client) {
    long forgotten = 0;
    for (String prefix : prefixes) {
      ScanParams keys = new ScanParams().match(prefix + "*").count(SCAN_COUNT);
      String cursor = ScanParams.SCAN_POINTER_START;
      do {
        ScanResult<String> found = client.scan(cursor, keys);
        if (!found.getResult().isEmpty()) {
          forgotten += client.unlink(found.getResult().toArray(String[]::new));
        }
        cursor = found.getCursor();
      } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    }
    if (forgotten > 0) {
      log.warn("Redis was restarted: {} keys are forgotten and made anew when wanted", forgotten);
    }
  }

  private static String lifeOf(RedisClient client) {
    return client
        .info("server")
        .lines()
        .filter(line -> line.startsWith(RUN_ID))
        .map(line -> line.substring(RUN_ID.length()).strip())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("INFO server names no run_id"));
  }
}
