package dev.twite.auth.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.twite.auth.store.SessionDao;
import dev.twite.common.boot.Component;
import dev.twite.common.db.Database;
import dev.twite.common.redis.Redis;
import dev.twite.common.thread.PeriodicTask;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows the revocations in PostgreSQL and sees to it that Redis knows them: once a second the
 * latest, which a process may have died before announcing; and all that still matter after the
 * start, after Redis was away, and when it has lost its marker, that is, its memory (S8).
 */
public final class RevocationTail implements Component {
  /** Exists as long as Redis has kept what it was told. */
  static final String MARKER = "revoked:complete";

  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Longer than a transaction takes from its timestamp to its commit. */
  private static final Duration OVERLAP = Duration.ofSeconds(15);

  private final Database database;
  private final Redis redis;
  private final RevocationPublisher publisher;
  private final Clock clock;
  private final Cache<Long, Boolean> told =
      Caffeine.newBuilder().expireAfterWrite(OVERLAP.multipliedBy(2)).build();
  private final PeriodicTask following = new PeriodicTask("revocations", EVERY, this::follow);
  private boolean all = true;

  @Inject
  RevocationTail(Database database, Redis redis, RevocationPublisher publisher, Clock clock) {
    this.database = database;
    this.redis = redis;
    this.publisher = publisher;
    this.clock = clock;
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    following.startAtOnce();
  }

  @Override
  public void stop() throws InterruptedException {
    following.stop();
  }

  private void follow() {
    try {
      tick();
    } catch (RuntimeException away) {
      // Whichever of the two it was: nothing is known to have arrived.
      all = true;
      throw away;
    }
  }

  private void tick() {
    boolean complete = redis.call(client -> client.exists(MARKER));
    all = publisher.takeMissed() || all || !complete;
    if (all) {
      told.invalidateAll();
    }
    long since = clock.millis() - (all ? publisher.keep() : OVERLAP).toMillis();
    Map<Long, String> revoked = new HashMap<>();
    for (SessionDao.Revoked session : revokedSince(since, 0)) {
      if (told.getIfPresent(session.id()) == null) {
        revoked.put(session.id(), session.banNotice(clock.millis()));
      }
    }
    if (!publisher.announce(revoked)) {
      return;
    }
    revoked.keySet().forEach(id -> told.put(id, true));
    if (all) {
      redis.call(client -> client.set(MARKER, "1"));
      all = false;
    }
  }

  /**
   * Tells once more of an account's ended sessions whose tokens could still be shown: their owner
   * is told of a ban, or of it no longer.
   */
  public void tellAgain(long userId) {
    Map<Long, String> revoked = new HashMap<>();
    for (SessionDao.Revoked session :
        revokedSince(clock.millis() - publisher.keep().toMillis(), userId)) {
      revoked.put(session.id(), session.banNotice(clock.millis()));
    }
    publisher.announce(revoked);
  }

  private List<SessionDao.Revoked> revokedSince(long since, long userId) {
    return database.read(handle -> handle.attach(SessionDao.class).revokedSince(since, userId));
  }
}
