package dev.twite.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.twite.auth.password.PasswordHasher;
import dev.twite.auth.password.PasswordRules;
import dev.twite.auth.session.LoginGuard;
import dev.twite.auth.session.Logins;
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
import dev.twite.common.limit.RateLimiter;
import dev.twite.proto.events.v1.MailRequested;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Sets a new password for somebody who can read the account's mail. */
public final class PasswordReset {
  /** Mails that anybody can have sent to an address. */
  private static final String MAILS = "reset-mails";

  private static final int MAX_TOKEN = 512;

  private final Database database;
  private final OneTimeTokens tokens;
  private final PasswordHasher hasher;
  private final LoginGuard guard;
  private final RateLimiter limiter;
  private final RevocationPublisher revocations;
  private final Clock clock;

  @Inject
  PasswordReset(
      Database database,
      OneTimeTokens tokens,
      PasswordHasher hasher,
      LoginGuard guard,
      RateLimiter limiter,
      RevocationPublisher revocations,
      Clock clock) {
    this.database = database;
    this.tokens = tokens;
    this.hasher = hasher;
    this.guard = guard;
    this.limiter = limiter;
    this.revocations = revocations;
    this.clock = clock;
  }

  /** Has a mail sent, if the address has an account; the caller can't tell (S10). */
  public void request(String email) {
    EmailRules.check(new Checks(), email).finish();
    String address = Logins.lower(email.strip());
    String subject = Hashing.sha256().hashString(address, UTF_8).toString().substring(0, 32);
    if (!limiter.take(MAILS, subject).allowed()) {
      return;
    }
    long now = clock.millis();
    database.run(
        handle -> {
          Optional<UserRow> user =
              handle
                  .attach(UserDao.class)
                  .findByEmail(address)
                  .filter(found -> !found.isDeleted() && !found.isBanned(now));
          if (user.isPresent()) {
            tokens.mail(
                handle, user.get().id(), Purpose.PASSWORD_RESET, MailRequested.Kind.PASSWORD_RESET);
          } else {
            tokens.pretend(handle, Purpose.PASSWORD_RESET);
          }
        });
  }

  /**
   * Sets the password and ends every session.
   *
   * @throws TwiteException TOKEN_INVALID, INVALID_REQUEST, OVERLOADED
   */
  public void confirm(String token, String password) {
    Checks checks = new Checks().text("token", token, 1, MAX_TOKEN);
    PasswordRules.checkNew(checks, "new_password", password).finish();
    // First, so that nobody can make us hash with a made-up token.
    database.read(handle -> tokens.look(handle, token, Purpose.PASSWORD_RESET));
    String hash = hasher.hash(password);
    Confirmed confirmed =
        database.transact(
            handle -> {
              long userId = tokens.use(handle, token, Purpose.PASSWORD_RESET);
              UserDao users = handle.attach(UserDao.class);
              if (users.setPassword(userId, hash) == 0) {
                throw TwiteException.of(ErrorCode.TOKEN_INVALID);
              }
              handle.attach(OneTimeTokenDao.class).removeAll(userId, Purpose.PASSWORD_RESET);
              List<Long> ended =
                  handle.attach(SessionDao.class).revokeAll(userId, 0, clock.millis());
              return new Confirmed(users.find(userId).orElseThrow(), ended);
            });
    revocations.announce(confirmed.ended());
    guard.forget(confirmed.user());
  }

  private record Confirmed(UserRow user, List<Long> ended) {}
}
