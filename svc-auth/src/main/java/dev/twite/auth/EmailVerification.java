package dev.twite.auth;

import dev.twite.auth.store.OneTimeTokenDao;
import dev.twite.auth.store.OneTimeTokenDao.Purpose;
import dev.twite.auth.store.UserDao;
import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import jakarta.inject.Inject;

/** Marks addresses as verified. */
public final class EmailVerification {
  private static final int MAX_TOKEN = 512;

  private final Database database;
  private final OneTimeTokens tokens;

  @Inject
  EmailVerification(Database database, OneTimeTokens tokens) {
    this.database = database;
    this.tokens = tokens;
  }

  /**
   * @throws TwiteException TOKEN_INVALID
   */
  public void verify(String token) {
    new Checks().text("token", token, 1, MAX_TOKEN).finish();
    database.run(
        handle -> {
          long userId = tokens.use(handle, token, Purpose.VERIFY_EMAIL);
          if (handle.attach(UserDao.class).verifyEmail(userId) == 0) {
            throw TwiteException.of(ErrorCode.TOKEN_INVALID);
          }
          handle.attach(OneTimeTokenDao.class).removeAll(userId, Purpose.VERIFY_EMAIL);
        });
  }
}
