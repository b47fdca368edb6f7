package dev.twite.auth.session;

import dev.twite.auth.password.PasswordHasher;
import dev.twite.auth.password.PasswordRules;
import dev.twite.auth.store.UserDao;
import dev.twite.auth.store.UserRow;
import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** Opens a session for whoever knows a password. */
public final class Logins {
  private static final int MAX_LOGIN = 254;

  private final Database database;
  private final PasswordHasher hasher;
  private final LoginGuard guard;
  private final SessionOpener opener;
  private final NewPlaces newPlaces;
  private final Clock clock;

  @Inject
  Logins(
      Database database,
      PasswordHasher hasher,
      LoginGuard guard,
      SessionOpener opener,
      NewPlaces newPlaces,
      Clock clock) {
    this.database = database;
    this.hasher = hasher;
    this.guard = guard;
    this.opener = opener;
    this.newPlaces = newPlaces;
    this.clock = clock;
  }

  /** Upper and lower case are one in handles and addresses. */
  public static String lower(String login) {
    return login.toLowerCase(Locale.ROOT);
  }

  /**
   * @param login handle or e-mail address
   * @throws TwiteException INVALID_CREDENTIALS after the same time whether or not the account
   *     exists (S10); ACCOUNT_BANNED only for the right password; RATE_LIMITED; OVERLOADED
   */
  public SignedIn login(String login, String password, Origin origin) {
    Checks checks = new Checks().text("login", login, 1, MAX_LOGIN);
    PasswordRules.checkGiven(checks, "password", password).finish();
    String name = lower(login.strip());
    return signIn(name, find(name), password, origin);
  }

  /** {@link #login} to a known account: a repeated registration. */
  public SignedIn signIn(String name, Optional<UserRow> known, String password, Origin origin) {
    Optional<UserRow> user = known.filter(found -> !found.isDeleted());
    guard.check(name, user, origin, () -> isRight(user, password));
    UserRow right = user.orElseThrow(() -> TwiteException.of(ErrorCode.INVALID_CREDENTIALS));
    right.ban().requireNone(clock.millis());
    return open(renewed(right, password), origin);
  }

  private Optional<UserRow> find(String name) {
    return database.read(
        handle -> {
          UserDao users = handle.attach(UserDao.class);
          return name.indexOf('@') >= 0 ? users.findByEmail(name) : users.findByHandle(name);
        });
  }

  private boolean isRight(Optional<UserRow> user, String password) {
    return user.isPresent()
        ? hasher.verify(password, user.get().passwordHash())
        : hasher.verifyNobodys(password);
  }

  // Only now is the password at hand; and hashes of several costs would tell accounts from others.
  private UserRow renewed(UserRow user, String password) {
    if (!hasher.isOutdated(user.passwordHash())) {
      return user;
    }
    String hash = hasher.hash(password);
    return database.transact(
        handle -> {
          UserDao users = handle.attach(UserDao.class);
          users.replacePassword(user.id(), user.passwordHash(), hash);
          return users.find(user.id()).orElse(user);
        });
  }

  private SignedIn open(UserRow user, Origin origin) {
    return database.transact(
        handle -> {
          // A password changed meanwhile has just ended all sessions: this one must not outlive it.
          boolean same =
              handle
                  .attach(UserDao.class)
                  .findUnchanging(user.id())
                  .filter(now -> now.passwordHash().equals(user.passwordHash()))
                  // Nor has a ban come in between, whose end of all sessions this one would miss.
                  .filter(now -> now.standingVersion() == user.standingVersion())
                  .isPresent();
          if (!same) {
            throw TwiteException.of(ErrorCode.INVALID_CREDENTIALS);
          }
          newPlaces.look(handle, user.id(), origin);
          return opener.open(handle, user, origin);
        });
  }
}
