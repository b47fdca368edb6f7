package dev.twite.like;

import dev.twite.common.boot.Component;
import dev.twite.common.cache.NearCache;
import dev.twite.common.db.Database;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.CallContext;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.PeriodicTask;
import dev.twite.like.store.CountDao;
import dev.twite.like.store.CountRow;
import dev.twite.like.store.LiveCounts;
import io.prometheus.client.Counter;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Counts in Redis that can be trusted, and for a moment in memory. What Redis did not take is
 * remembered: this process does not read it there, and writes it again as soon as Redis answers.
 * More than it can remember, and it reads nothing there until every key of that time has expired.
 */
final class CountCache implements Component {
  private static final Logger log = LoggerFactory.getLogger(CountCache.class);
  private static final int MAX_MISSED = 10_000;
  private static final int BITE = 500;

  /** Services that keep what they are told: nothing that may be two seconds old is for them. */
  private static final Set<String> REMEMBERING = Set.of("search", "websocket");

  private static final int MAX_NEAR = 20_000;
  private static final Duration NEAR_FOR = Duration.ofSeconds(2);
  private static final Duration EVERY = Duration.ofMillis(200);

  private final LiveCounts live;
  private final Database database;
  private final Duration ttl;
  private final Counter failures;
  // By tweet, the version that Redis lacks.
  private final Map<Long, Long> missed = new ConcurrentHashMap<>();
  private final PeriodicTask rewriting = new PeriodicTask("like-counts", EVERY, this::rewrite);
  private final NearCache<CountRow> near = new NearCache<>(MAX_NEAR, NEAR_FOR);
  private volatile long distrustUntil = System.nanoTime();

  @Inject
  CountCache(LiveCounts live, Database database, LikeConfig config, Metrics metrics) {
    this.live = live;
    this.database = database;
    this.ttl = config.countsTtl();
    this.failures =
        metrics.counter("twite_like_counts_missed_total", "Counts that Redis did not take");
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    rewriting.start();
  }

  @Override
  public void stop() throws InterruptedException {
    rewriting.stop();
  }

  /**
   * The counts of tweets.
   *
   * @param database reads those that are not kept, all of them
   */
  Map<Long, CountRow> of(Collection<Long> ids, Function<List<Long>, List<CountRow>> database) {
    return CallContext.service().filter(REMEMBERING::contains).isPresent()
        ? fetch(List.copyOf(ids), database)
        : near.all(ids, missing -> fetch(missing, database));
  }

  private Map<Long, CountRow> fetch(List<Long> ids, Function<List<Long>, List<CountRow>> database) {
    Map<Long, CountRow> counts = find(ids);
    List<Long> missing = ids.stream().filter(id -> !counts.containsKey(id)).toList();
    if (!missing.isEmpty()) {
      List<CountRow> read = database.apply(missing);
      offer(read);
      read.forEach(row -> counts.put(row.tweetId(), row));
    }
    return counts;
  }

  /** The counts that Redis has and that are not behind; none while it is away. */
  private Map<Long, CountRow> find(Collection<Long> ids) {
    if (System.nanoTime() - distrustUntil < 0) {
      return new HashMap<>();
    }
    try {
      Map<Long, CountRow> found = live.find(ids);
      found.keySet().removeAll(missed.keySet());
      return found;
    } catch (TwiteException | JedisException away) {
      log.debug("No counts from Redis: {}", away.toString());
      return new HashMap<>();
    }
  }

  /** Keeps counts that have just been committed. */
  void store(Collection<CountRow> rows) {
    try {
      live.put(rows);
    } catch (TwiteException | JedisException away) {
      failures.inc(rows.size());
      rows.forEach(this::miss);
    }
    rows.forEach(row -> near.forget(row.tweetId()));
  }

  /** Keeps counts that were read from the database; lost while Redis is away. */
  private void offer(Collection<CountRow> rows) {
    try {
      live.put(rows);
    } catch (TwiteException | JedisException away) {
      log.debug("Counts not kept: {}", away.toString());
    }
  }

  private void miss(CountRow row) {
    if (missed.size() < MAX_MISSED || missed.containsKey(row.tweetId())) {
      missed.merge(row.tweetId(), row.version(), Math::max);
    } else {
      distrustUntil = System.nanoTime() + ttl.toNanos();
    }
  }

  private void rewrite() {
    while (!missed.isEmpty() && !rewriting.isStopping()) {
      rewriteSome();
    }
  }

  private void rewriteSome() {
    List<Long> ids = missed.keySet().stream().limit(BITE).toList();
    Map<Long, CountRow> rows = new HashMap<>();
    // A count that was changed and has no row any more is that of a tweet that was deleted.
    ids.forEach(id -> rows.put(id, CountRow.gone(id)));
    long[] asked = ids.stream().mapToLong(Long::longValue).toArray();
    database
        .read(handle -> handle.attach(CountDao.class).find(asked))
        .forEach(row -> rows.put(row.tweetId(), row));
    live.put(rows.values());
    rows.forEach(
        (id, row) ->
            missed.computeIfPresent(
                id, (key, version) -> version <= row.version() ? null : version));
  }
}
