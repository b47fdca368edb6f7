package dev.twite.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.twite.auth.events.AuthEvents;
import dev.twite.auth.store.UserDao;
import dev.twite.auth.store.UserRow;
import dev.twite.common.db.Database;
import dev.twite.common.limit.RateLimiter;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the owner of an address told that somebody tried to register with it: whoever asked so
 * whether the address has an account did not do it unseen (S10, see RATIONALE.md).
 */
public final class SignUpAttempts {
  private static final Logger log = LoggerFactory.getLogger(SignUpAttempts.class);

  /** Mails that anybody can have sent to an address. */
  private static final String MAILS = "sign-up-attempt-mails";

  private static final Duration NEWS = Duration.ofDays(2);

  private final Database database;
  private final AuthEvents events;
  private final RateLimiter limiter;
  private final Clock clock;

  @Inject
  SignUpAttempts(Database database, AuthEvents events, RateLimiter limiter, Clock clock) {
    this.database = database;
    this.events = events;
    this.limiter = limiter;
    this.clock = clock;
  }

  /**
   * The answer to the attempt never depends on it: what fails here is logged.
   *
   * @param email lower case
   */
  void tell(String email) {
    String subject = Hashing.sha256().hashString(email, UTF_8).toString().substring(0, 32);
    try {
      if (limiter.take(MAILS, subject).allowed()) {
        database.run(
            handle -> {
              Optional<UserRow> owner =
                  handle.attach(UserDao.class).findByEmail(email).filter(user -> !user.isDeleted());
              long expires = clock.instant().plus(NEWS).toEpochMilli();
              owner.ifPresent(user -> events.signUpAttempt(handle, user.id(), expires));
            });
      }
    } catch (RuntimeException failed) {
      log.warn("An owner is not told of a sign-up attempt: {}", failed.getClass().getSimpleName());
    }
  }
}
