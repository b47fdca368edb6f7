package dev.twite.tweet;

import dev.twite.common.boot.Component;
import dev.twite.common.db.Database;
import dev.twite.common.thread.PeriodicTask;
import dev.twite.tweet.store.AccountBanDao;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;

/**
 * Authors whom a ban hides with all that they wrote. All of them are in memory, so that hot tweets
 * need no look into the database; every process looks for news every second, which is well within
 * the five of S4.
 */
public final class BannedAuthors implements Component {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Database database;
  private final PeriodicTask looking = new PeriodicTask("banned-authors", EVERY, this::look);
  private volatile Set<Long> banned = Set.of();

  @Inject
  BannedAuthors(Database database) {
    this.database = database;
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

  /** All at this moment, or a second ago. */
  Set<Long> now() {
    return banned;
  }

  /** Takes word of a ban, or of its end, in; of two the later version holds. */
  public void put(long userId, long version, boolean isBanned) {
    database.run(handle -> handle.attach(AccountBanDao.class).put(userId, version, isBanned));
    look();
  }

  // One at a time, or an older look could take the place of a newer one.
  private synchronized void look() {
    banned = Set.copyOf(database.read(handle -> handle.attach(AccountBanDao.class).banned()));
  }
}
