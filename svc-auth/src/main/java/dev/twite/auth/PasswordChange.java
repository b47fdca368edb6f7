package dev.twite.auth;

import dev.twite.auth.password.PasswordConfirmation;
import dev.twite.auth.password.PasswordHasher;
import dev.twite.auth.password.PasswordRules;
import dev.twite.auth.session.RevocationPublisher;
import dev.twite.auth.store.OneTimeTokenDao;
import dev.twite.auth.store.OneTimeTokenDao.Purpose;
import dev.twite.auth.store.SessionDao;
import dev.twite.auth.store.UserDao;
import dev.twite.auth.store.UserRow;
import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.User;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/** Changes a password for somebody who knows it, and ends every other session. */
public final class PasswordChange {
  private final Database database;
  private final PasswordConfirmation confirmation;
  private final PasswordHasher hasher;
  private final RevocationPublisher revocations;
  private final Clock clock;

  @Inject
  PasswordChange(
      Database database,
      PasswordConfirmation confirmation,
      PasswordHasher hasher,
      RevocationPublisher revocations,
      Clock clock) {
    this.database = database;
    this.confirmation = confirmation;
    this.hasher = hasher;
    this.revocations = revocations;
    this.clock = clock;
  }

  /**
   * @throws TwiteException INVALID_CREDENTIALS, INVALID_REQUEST, RATE_LIMITED, OVERLOADED
   */
  public void change(User caller, String current, String next) {
    Checks checks = PasswordRules.checkGiven(new Checks(), "current_password", current);
    PasswordRules.checkNew(checks, "new_password", next).finish();
    UserRow user = confirmation.confirm(caller, "current_password", current);
    String hash = hasher.hash(next);
    List<Long> ended =
        database.transact(
            handle -> {
              UserDao users = handle.attach(UserDao.class);
              if (users.replacePassword(user.id(), user.passwordHash(), hash) == 0) {
                throw TwiteException.of(ErrorCode.INVALID_CREDENTIALS);
              }
              handle.attach(OneTimeTokenDao.class).removeAll(user.id(), Purpose.PASSWORD_RESET);
              return handle
                  .attach(SessionDao.class)
                  .revokeAll(user.id(), caller.sessionId(), clock.millis());
            });
    revocations.announce(ended);
  }
}
