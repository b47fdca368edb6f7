package dev.twite.auth;

import dev.twite.auth.store.UserDao;
import dev.twite.auth.store.UserRow;
import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import jakarta.inject.Inject;

/** Addresses, for mail only. */
public final class Contacts {
  private final Database database;

  @Inject
  Contacts(Database database) {
    this.database = database;
  }

  /**
   * @throws TwiteException USER_NOT_FOUND when there is none or it is deleted
   */
  public UserRow get(long userId) {
    return database
        .read(handle -> handle.attach(UserDao.class).find(userId))
        .filter(user -> !user.isDeleted())
        .orElseThrow(() -> TwiteException.of(ErrorCode.USER_NOT_FOUND));
  }
}
