package dev.twite.email;

import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.email.store.DeletedUserDao;
import dev.twite.email.store.DigestDueDao;
import dev.twite.email.store.PendingDao;
import dev.twite.email.store.SettingsDao;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** Reads and changes what accounts want by mail. */
public final class Settings {
  private final Database database;
  private final UnsubscribeTokens tokens;
  private final EmailConfig config;
  private final Clock clock;

  @Inject
  Settings(Database database, UnsubscribeTokens tokens, EmailConfig config, Clock clock) {
    this.database = database;
    this.tokens = tokens;
    this.config = config;
    this.clock = clock;
  }

  public EmailSettings of(long user) {
    return database.read(handle -> handle.attach(SettingsDao.class).of(user));
  }

  /**
   * Changes them; two changes at the same time follow each other, and neither is lost.
   *
   * @throws TwiteException SESSION_REVOKED when the account is gone
   */
  public EmailSettings change(long user, UnaryOperator<EmailSettings> change) {
    return database.transact(
        handle -> {
          if (handle.attach(DeletedUserDao.class).contains(user)) {
            throw TwiteException.of(ErrorCode.SESSION_REVOKED);
          }
          return change(handle, user, change);
        });
  }

  /**
   * Ends mail of one kind, as an unsubscribe link says; idempotent, also when the account is gone.
   *
   * @throws TwiteException TOKEN_INVALID
   */
  public Kind unsubscribe(String token) {
    UnsubscribeTokens.Subject subject = tokens.read(token);
    database.run(
        handle -> {
          if (!handle.attach(DeletedUserDao.class).contains(subject.userId())) {
            var unused = change(handle, subject.userId(), before -> before.without(subject.kind()));
          }
        });
    return subject.kind();
  }

  private EmailSettings change(Handle handle, long user, UnaryOperator<EmailSettings> change) {
    SettingsDao settings = handle.attach(SettingsDao.class);
    settings.lock(user);
    EmailSettings before = settings.of(user);
    EmailSettings after = change.apply(before);
    settings.put(user, after);
    DigestDueDao due = handle.attach(DigestDueDao.class);
    if (after.digest() == DigestPeriod.OFF) {
      due.delete(user);
      handle.attach(PendingDao.class).delete(user, 0);
    } else if (after.digest() != before.digest()) {
      due.move(
          user, after.digest().next(clock.instant(), config.digestHour(), user).toEpochMilli());
    }
    return after;
  }
}
