package dev.twite.auth;

import dev.twite.auth.events.AuthEvents;
import dev.twite.auth.password.PasswordConfirmation;
import dev.twite.auth.session.RevocationPublisher;
import dev.twite.auth.store.OneTimeTokenDao;
import dev.twite.auth.store.OneTimeTokenDao.Purpose;
import dev.twite.auth.store.SessionDao;
import dev.twite.auth.store.UserDao;
import dev.twite.auth.store.UserRow;
import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.User;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/** Deletes accounts: sessions end, the others are told, handle and address stay taken. */
public final class AccountDeletion {
  private final Database database;
  private final PasswordConfirmation confirmation;
  private final RevocationPublisher revocations;
  private final AuthEvents events;
  private final Clock clock;

  @Inject
  AccountDeletion(
      Database database,
      PasswordConfirmation confirmation,
      RevocationPublisher revocations,
      AuthEvents events,
      Clock clock) {
    this.database = database;
    this.confirmation = confirmation;
    this.revocations = revocations;
    this.events = events;
    this.clock = clock;
  }

  /**
   * @throws TwiteException INVALID_CREDENTIALS, RATE_LIMITED, OVERLOADED
   */
  public void delete(User caller, String password) {
    UserRow user = confirmation.confirm(caller, "password", password);
    long now = clock.millis();
    List<Long> ended =
        database.transact(
            handle -> {
              if (handle.attach(UserDao.class).delete(user.id(), user.passwordHash(), now) == 0) {
                throw TwiteException.of(ErrorCode.INVALID_CREDENTIALS);
              }
              events.deleted(handle, user.id());
              OneTimeTokenDao tokens = handle.attach(OneTimeTokenDao.class);
              tokens.removeAll(user.id(), Purpose.PASSWORD_RESET);
              tokens.removeAll(user.id(), Purpose.VERIFY_EMAIL);
              return handle.attach(SessionDao.class).revokeAll(user.id(), 0, now);
            });
    revocations.announce(ended);
  }
}
