package dev.twite.auth.password;

import dev.twite.auth.store.UserDao;
import dev.twite.auth.store.UserRow;
import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.User;
import dev.twite.common.limit.Claim;
import dev.twite.common.limit.RateLimiter;
import jakarta.inject.Inject;

/**
 * Asks a signed-in person for the password again. Failures are counted by session, so that whoever
 * holds a stolen one can neither guess on nor keep the owner from acting.
 */
public final class PasswordConfirmation {
  private static final String FAILURES = "password-confirmation";

  private final Database database;
  private final PasswordHasher hasher;
  private final RateLimiter limiter;

  @Inject
  PasswordConfirmation(Database database, PasswordHasher hasher, RateLimiter limiter) {
    this.database = database;
    this.hasher = hasher;
    this.limiter = limiter;
  }

  /**
   * The caller's account, when the password is right.
   *
   * @param field name of the input, for faults
   * @throws TwiteException INVALID_CREDENTIALS, RATE_LIMITED after 10 failures in 15 minutes,
   *     OVERLOADED
   */
  public UserRow confirm(User caller, String field, String password) {
    PasswordRules.checkGiven(new Checks(), field, password).finish();
    Claim failure = Claim.one(FAILURES, Long.toString(caller.sessionId()));
    limiter.take(failure).require();
    UserRow user =
        database
            .read(handle -> handle.attach(UserDao.class).find(caller.id()))
            .filter(found -> !found.isDeleted())
            .orElseThrow(() -> TwiteException.of(ErrorCode.INVALID_CREDENTIALS));
    boolean right = false;
    boolean asked = false;
    try {
      right = hasher.verify(password, user.passwordHash());
      asked = true;
    } finally {
      if (right || !asked) {
        limiter.giveBack(failure);
      }
    }
    if (!right) {
      throw TwiteException.of(ErrorCode.INVALID_CREDENTIALS);
    }
    return user;
  }
}
