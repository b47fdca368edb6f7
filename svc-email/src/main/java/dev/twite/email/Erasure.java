package dev.twite.email;

import dev.twite.common.db.Database;
import dev.twite.email.store.DeletedUserDao;
import dev.twite.email.store.DigestDueDao;
import dev.twite.email.store.MessageDao;
import dev.twite.email.store.PendingDao;
import dev.twite.email.store.SettingsDao;
import jakarta.inject.Inject;
import java.time.Clock;

/** Removes everything of an account that is gone. Idempotent. */
public final class Erasure {
  private final Database database;
  private final Clock clock;

  @Inject
  Erasure(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  public void erase(long user) {
    database.run(
        handle -> {
          handle.attach(DeletedUserDao.class).insert(user, clock.millis());
          handle.attach(SettingsDao.class).delete(user);
          handle.attach(DigestDueDao.class).delete(user);
          handle.attach(PendingDao.class).deleteOf(user);
          handle.attach(MessageDao.class).deleteOf(user);
        });
  }
}
