package dev.twite.auth;

import dev.twite.auth.store.OneTimeTokenDao;
import dev.twite.auth.store.OneTimeTokenDao.Purpose;
import dev.twite.auth.store.UserDao;
import dev.twite.auth.store.UserRow;
import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.limit.RateLimiter;
import dev.twite.common.limit.Subjects;
import dev.twite.proto.events.v1.MailRequested;
import jakarta.inject.Inject;

/** Marks addresses as verified, and sends the links for it. */
public final class EmailVerification {
  private static final String MAILS = "verification-mails";

  private static final int MAX_TOKEN = 512;

  private final Database database;
  private final OneTimeTokens tokens;
  private final RateLimiter limiter;

  @Inject
  EmailVerification(Database database, OneTimeTokens tokens, RateLimiter limiter) {
    this.database = database;
    this.tokens = tokens;
    this.limiter = limiter;
  }

  /**
   * Has another link sent, unless the address is verified. Earlier links go on working.
   *
   * @throws TwiteException RATE_LIMITED, SESSION_REVOKED
   */
  public void request(long userId) {
    UserRow user =
        database
            .read(handle -> handle.attach(UserDao.class).find(userId))
            .filter(found -> !found.isDeleted())
            .orElseThrow(() -> TwiteException.of(ErrorCode.SESSION_REVOKED));
    if (user.emailVerified()) {
      return;
    }
    limiter.take(MAILS, Subjects.ofUser(userId)).require();
    database.run(
        handle ->
            tokens.mail(handle, userId, Purpose.VERIFY_EMAIL, MailRequested.Kind.VERIFY_EMAIL));
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
