package dev.twite.auth.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.twite.auth.store.SessionDao;
import dev.twite.auth.store.UserRow;
import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.limit.Claim;
import dev.twite.common.limit.Decision;
import dev.twite.common.limit.RateLimiter;
import dev.twite.common.limit.Subjects;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Slows guessing down without locking the owner out (S11). Ten failures in 15 minutes under one
 * login, whether it exists or not, and it is refused unheard; except from a network that the
 * account was used from before, which keeps being heard for fifty more: there the right password
 * still opens. Only failures count.
 */
public final class LoginGuard {
  private static final String FAILURES = "login-failures";
  private static final String FAMILIAR = "login-failures-familiar";
  private static final int NETWORKS = 100;

  private final RateLimiter limiter;
  private final Database database;

  @Inject
  LoginGuard(RateLimiter limiter, Database database) {
    this.limiter = limiter;
    this.database = database;
  }

  /**
   * Checks a password unless there were too many failures.
   *
   * @param login as typed, lower case
   * @param password the check itself
   * @throws TwiteException INVALID_CREDENTIALS or RATE_LIMITED; what {@code password} throws
   */
  void check(String login, Optional<UserRow> user, Origin origin, BooleanSupplier password) {
    Claim failure = Claim.one(FAILURES, subjectOf(login));
    Decision decision = limiter.take(failure);
    if (decision.allowed()) {
      run(failure, password, TwiteException.of(ErrorCode.INVALID_CREDENTIALS));
      return;
    }
    TwiteException refusal =
        TwiteException.retryLater(ErrorCode.RATE_LIMITED, decision.retryAfter());
    if (user.isEmpty() || !isFamiliar(user.get(), origin)) {
      throw refusal;
    }
    Claim familiar =
        Claim.one(FAMILIAR, user.get().id() + ":" + Subjects.ofAddress(origin.address()));
    limiter.take(familiar).require();
    run(familiar, password, refusal);
  }

  /** Forgets failures: the owner has proved to be one by mail. */
  public void forget(UserRow user) {
    limiter.forget(FAILURES, subjectOf(Logins.lower(user.handle())));
    limiter.forget(FAILURES, subjectOf(Logins.lower(user.email())));
  }

  // Counted before, so that parallel guesses can't slip by; given back unless it was a failure.
  private void run(Claim failure, BooleanSupplier password, TwiteException refusal) {
    boolean wrong = false;
    try {
      wrong = !password.getAsBoolean();
    } finally {
      if (!wrong) {
        limiter.giveBack(failure);
      }
    }
    if (wrong) {
      throw refusal;
    }
  }

  private boolean isFamiliar(UserRow user, Origin origin) {
    if (origin.address().isEmpty()) {
      return false;
    }
    String network = Subjects.ofAddress(origin.address());
    return database
        .read(handle -> handle.attach(SessionDao.class).addresses(user.id(), NETWORKS))
        .stream()
        .anyMatch(address -> Subjects.ofAddress(address).equals(network));
  }

  // By the login as typed, not by the account: a bucket shared by handle and address would tell a
  // stranger that the two belong together. Hashed, because Redis needs no addresses.
  private static String subjectOf(String login) {
    return Hashing.sha256().hashString(login, UTF_8).toString().substring(0, 32);
  }
}
