package dev.twite.follow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.twite.common.boot.Component;
import dev.twite.common.cache.Stamps;
import dev.twite.common.db.Database;
import dev.twite.common.redis.Redis;
import dev.twite.common.thread.PeriodicTask;
import dev.twite.follow.store.ReadFilterRow;
import dev.twite.follow.store.RelationDao;
import dev.twite.proto.follow.v1.ReadFilter;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What readers must not see, and what is merged at read for them; remembered by this process for as
 * long as {@linkplain Stamps stamps} say that nothing has changed. Whoever changes a filter says so
 * here, after the commit and before the answer.
 */
public final class Filters implements Component {
  private static final String WHAT = "filter";

  /** How its keys in Redis begin. */
  static final String KEYS = Stamps.prefix(WHAT);

  /** Nobody's id: a stamp that every filter hangs on. */
  private static final long EVERYBODY = 0;

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  /** In ids, of 8 bytes each. */
  private static final int MAX_WEIGHT = 2_000_000;

  /** What an entry takes besides its ids, in ids. */
  private static final int ENTRY_WEIGHT = 50;

  private final Database database;
  private final Stamps stamps;
  private final Cache<Long, Kept> kept =
      Caffeine.newBuilder()
          .maximumWeight(MAX_WEIGHT)
          .weigher((Long reader, Kept one) -> weight(one.filter()))
          .expireAfterWrite(Stamps.KEPT)
          .build();
  private final AtomicBoolean missed = new AtomicBoolean();
  private final PeriodicTask telling = new PeriodicTask("filters", BETWEEN_TRIES, this::tellMissed);

  private record Kept(String stamp, ReadFilter filter) {}

  @Inject
  Filters(Database database, Redis redis) {
    this.database = database;
    this.stamps = new Stamps(redis, WHAT);
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    telling.start();
  }

  @Override
  public void stop() throws InterruptedException {
    telling.stop();
    tellMissed();
  }

  /** The filter of a reader. */
  public ReadFilter of(long reader) {
    String stamp = stamps.of(reader, EVERYBODY);
    Kept known = kept.getIfPresent(reader);
    if (known != null && known.stamp().equals(stamp)) {
      return known.filter();
    }
    ReadFilter filter = load(reader);
    if (!stamp.equals(Stamps.NONE)) {
      kept.put(reader, new Kept(stamp, filter));
    }
    return filter;
  }

  /** A transaction that changes the filters of these people. */
  <R> R transact(Collection<Long> people, Database.Work<R> work) {
    try {
      return database.transact(work);
    } finally {
      // Also after a failure: it may have been only the answer to the commit that was lost.
      changed(people);
    }
  }

  /** A change of these people's filters was committed. */
  void changed(Collection<Long> people) {
    if (!stamps.changed(people)) {
      missed.set(true);
    }
    kept.invalidateAll(people);
  }

  /** A change of nobody knows how many filters was committed. */
  void changedForAll() {
    changed(List.of(EVERYBODY));
  }

  // Which ones Redis missed need not be known: this is rare.
  private void tellMissed() {
    if (missed.getAndSet(false)) {
      changedForAll();
    }
  }

  private ReadFilter load(long reader) {
    ReadFilterRow row =
        database.read(handle -> handle.attach(RelationDao.class).readFilter(reader));
    return ReadFilter.newBuilder()
        .addAllBlocking(row.blocking())
        .addAllBlockedBy(row.blockedBy())
        .addAllMuting(row.muting())
        .addAllBigFollowing(row.bigFollowing())
        .build();
  }

  private static int weight(ReadFilter filter) {
    return ENTRY_WEIGHT
        + filter.getBlockingCount()
        + filter.getBlockedByCount()
        + filter.getMutingCount()
        + filter.getBigFollowingCount();
  }
}
