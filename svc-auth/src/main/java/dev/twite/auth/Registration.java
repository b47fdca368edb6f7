package dev.twite.auth;

import dev.twite.auth.events.AuthEvents;
import dev.twite.auth.password.PasswordHasher;
import dev.twite.auth.session.Logins;
import dev.twite.auth.session.Origin;
import dev.twite.auth.session.SessionOpener;
import dev.twite.auth.session.SignedIn;
import dev.twite.auth.store.OneTimeTokenDao.Purpose;
import dev.twite.auth.store.UserDao;
import dev.twite.auth.store.UserDao.NewUser;
import dev.twite.auth.store.UserRow;
import dev.twite.common.db.Database;
import dev.twite.common.db.IdempotencyKeys;
import dev.twite.common.db.SqlStates;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.id.IdSource;
import dev.twite.proto.auth.v1.RegisterRequest;
import dev.twite.proto.events.v1.MailRequested;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Makes accounts: the row, its events, its first session and the mail, all or nothing. */
public final class Registration {
  /** Nobody is signed in yet, so all registrations share one space of keys (RATIONALE.md). */
  private static final long NOBODY = 0;

  private final Database database;
  private final PasswordHasher hasher;
  private final SessionOpener opener;
  private final Logins logins;
  private final OneTimeTokens oneTimeTokens;
  private final SignUpAttempts attempts;
  private final AuthEvents events;
  private final IdSource ids;
  private final Clock clock;

  @Inject
  Registration(
      Database database,
      PasswordHasher hasher,
      SessionOpener opener,
      Logins logins,
      OneTimeTokens oneTimeTokens,
      SignUpAttempts attempts,
      AuthEvents events,
      IdSource ids,
      Clock clock) {
    this.database = database;
    this.hasher = hasher;
    this.opener = opener;
    this.logins = logins;
    this.oneTimeTokens = oneTimeTokens;
    this.attempts = attempts;
    this.events = events;
    this.ids = ids;
    this.clock = clock;
  }

  /** A first or a repeated request. */
  private sealed interface Outcome {
    record Made(SignedIn signedIn) implements Outcome {}

    record Known(long userId) implements Outcome {}
  }

  /**
   * @throws TwiteException HANDLE_TAKEN, EMAIL_TAKEN, INVALID_REQUEST, IDEMPOTENCY_KEY_REUSED,
   *     OVERLOADED
   */
  public SignedIn register(RegisterRequest request) {
    RegistrationForm form = RegistrationForm.of(request);
    Origin origin = Origin.of(request.getDevice());
    NewUser user = newUser(form);
    return switch (makeOnce(request, user, origin)) {
      case Outcome.Made made -> made.signedIn();
      case Outcome.Known known -> signInAgain(known.userId(), form, origin);
    };
  }

  private NewUser newUser(RegistrationForm form) {
    return new NewUser(
        ids.next(),
        form.handle(),
        Logins.lower(form.handle()),
        form.email(),
        Logins.lower(form.email()),
        form.name(),
        hasher.hash(form.password()),
        clock.millis());
  }

  private Outcome makeOnce(RegisterRequest request, NewUser user, Origin origin) {
    // The password stays out of what is kept, even hashed: a repeat proves it by signing in. Where
    // it comes from may change between the two.
    RegisterRequest comparable =
        request.toBuilder().clearPassword().clearDevice().clearIdempotencyKey().build();
    try {
      return database.transact(
          handle -> {
            Optional<Long> earlier =
                IdempotencyKeys.claim(
                    handle,
                    NOBODY,
                    request.getIdempotencyKey(),
                    comparable,
                    user.id(),
                    user.createdAtMs());
            return earlier.isPresent()
                ? new Outcome.Known(earlier.get())
                : new Outcome.Made(make(handle, user, origin));
          });
    } catch (RuntimeException failed) {
      throw taken(failed, user);
    }
  }

  private SignedIn make(Handle handle, NewUser user, Origin origin) {
    UserDao users = handle.attach(UserDao.class);
    users.insert(user);
    events.created(handle, user);
    oneTimeTokens.mail(handle, user.id(), Purpose.VERIFY_EMAIL, MailRequested.Kind.VERIFY_EMAIL);
    UserRow row = users.find(user.id()).orElseThrow();
    return opener.open(handle, row, origin);
  }

  private SignedIn signInAgain(long userId, RegistrationForm form, Origin origin) {
    Optional<UserRow> user = database.read(handle -> handle.attach(UserDao.class).find(userId));
    try {
      return logins.signIn(Logins.lower(form.handle()), user, form.password(), origin);
    } catch (TwiteException refused) {
      throw refused.code() == ErrorCode.INVALID_CREDENTIALS
          ? TwiteException.of(ErrorCode.IDEMPOTENCY_KEY_REUSED)
          : refused;
    }
  }

  private RuntimeException taken(RuntimeException failed, NewUser user) {
    return switch (SqlStates.violatedUnique(failed).orElse("")) {
      case UserDao.HANDLE_UNIQUE -> TwiteException.of(ErrorCode.HANDLE_TAKEN);
      case UserDao.EMAIL_UNIQUE -> {
        attempts.tell(user.emailLower());
        yield TwiteException.of(ErrorCode.EMAIL_TAKEN);
      }
      default -> failed;
    };
  }
}
