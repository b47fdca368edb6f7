package dev.twite.auth;

import dev.twite.auth.store.UserDao;
import dev.twite.auth.store.UserRow;
import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import jakarta.inject.Inject;
import java.time.Clock;

/** Addresses, for mail only. */
public final class Contacts {
  private final Database database;
  private final Clock clock;

  @Inject
  Contacts(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * @throws TwiteException USER_NOT_FOUND when there is none, or it is deleted or banned: nobody
   *     writes to a banned account
   */
  public UserRow get(long userId) {
    return database
        .read(handle -> handle.attach(UserDao.class).find(userId))
        .filter(user -> !user.isDeleted() && !user.isBanned(clock.millis()))
        .orElseThrow(() -> TwiteException.of(ErrorCode.USER_NOT_FOUND));
  }
}
