package dev.twite.profile;

import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.profile.store.AccountBanDao;
import dev.twite.profile.store.ProfileDao;
import jakarta.inject.Inject;

/**
 * Gives accounts their profile and takes it from them. Both are idempotent by effect, and an
 * account that is gone stays gone, however late a message about its beginning comes (R7).
 */
public final class Accounts {
  private final Database database;

  @Inject
  Accounts(Database database) {
    this.database = database;
  }

  /**
   * Makes a fresh account's profile, unless there is one or the account is gone.
   *
   * @throws dev.twite.common.error.TwiteException INVALID_REQUEST
   */
  public void create(long userId, String handle, String name, long createdAtMs) {
    new Checks()
        .require(userId > 0, "user_id", "required", "Missing; give the id of an account")
        .form("handle", handle, Profiles.HANDLE, "3 to 15 letters, digits or underscores")
        .text("name", name, 1, 50)
        .finish();
    database.run(
        open -> {
          ProfileDao profiles = open.attach(ProfileDao.class);
          // svc-auth gives a handle to one account at a time and ids grow: an older holder is gone,
          // only word of it has not come yet.
          profiles.eraseOlderHolder(handle, userId);
          profiles.insert(userId, handle, name, createdAtMs);
        });
  }

  /** Hides an account from everybody, or shows it again; of two words the later version holds. */
  public void ban(long userId, long version, boolean banned) {
    database.run(handle -> handle.attach(AccountBanDao.class).put(userId, version, banned));
  }

  /**
   * Removes a profile for good. Its counts stay: its relations and tweets are still being removed.
   */
  public void delete(long userId) {
    database.run(handle -> handle.attach(ProfileDao.class).erase(userId));
  }
}
