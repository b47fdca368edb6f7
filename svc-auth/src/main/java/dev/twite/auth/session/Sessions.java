package dev.twite.auth.session;

import dev.twite.auth.store.SessionDao;
import dev.twite.auth.store.SessionRow;
import dev.twite.auth.store.UserDao;
import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.User;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What a person sees and ends of the own sessions. */
public final class Sessions {
  private static final int MAX_LISTED = 500;

  private final Database database;
  private final RevocationPublisher revocations;
  private final Clock clock;

  @Inject
  Sessions(Database database, RevocationPublisher revocations, Clock clock) {
    this.database = database;
    this.revocations = revocations;
    this.clock = clock;
  }

  /** Live ones, newest first, at most {@value #MAX_LISTED}. */
  public List<SessionRow> live(User caller) {
    return database.read(
        handle -> handle.attach(SessionDao.class).live(caller.id(), clock.millis(), MAX_LISTED));
  }

  /** Ends the caller's own session, if that is not done already. */
  public void logout(User caller) {
    end(caller, caller.sessionId());
  }

  /**
   * @throws TwiteException SESSION_NOT_FOUND when it is not the caller's or has ended
   */
  public void revoke(User caller, long sessionId) {
    if (!end(caller, sessionId)) {
      throw TwiteException.of(ErrorCode.SESSION_NOT_FOUND);
    }
  }

  /** A session that is alive, from PostgreSQL alone. */
  public Optional<SessionRow> findAlive(long sessionId) {
    long now = clock.millis();
    return database.read(
        handle ->
            handle
                .attach(SessionDao.class)
                .find(sessionId)
                .filter(session -> session.isLive(now))
                .filter(
                    session ->
                        handle
                            .attach(UserDao.class)
                            .find(session.userId())
                            .filter(user -> !user.isDeleted() && !user.isBanned(now))
                            .isPresent()));
  }

  /** What the account of a session is told of a ban; empty when there is none. */
  public String banNotice(long sessionId) {
    return database.read(
        handle ->
            handle
                .attach(SessionDao.class)
                .find(sessionId)
                .flatMap(session -> handle.attach(UserDao.class).find(session.userId()))
                .map(user -> user.ban().notice(clock.millis()))
                .orElse(""));
  }

  private boolean end(User caller, long sessionId) {
    int ended =
        database.transact(
            handle ->
                handle.attach(SessionDao.class).revoke(sessionId, caller.id(), clock.millis()));
    if (ended > 0) {
      revocations.announce(List.of(sessionId));
    }
    return ended > 0;
  }
}
