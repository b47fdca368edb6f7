package dev.twite.auth.session;

import dev.twite.auth.AuthConfig;
import dev.twite.auth.OpaqueToken;
import dev.twite.auth.store.RefreshTokenDao;
import dev.twite.auth.store.SessionDao;
import dev.twite.auth.store.SessionDao.NewSession;
import dev.twite.auth.store.SessionRow;
import dev.twite.auth.store.UserRow;
import dev.twite.common.id.IdSource;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Opens sessions, in the transaction of whoever has made sure of the person. */
public final class SessionOpener {
  private final AuthConfig config;
  private final IdSource ids;
  private final Clock clock;

  @Inject
  SessionOpener(AuthConfig config, IdSource ids, Clock clock) {
    this.config = config;
    this.ids = ids;
    this.clock = clock;
  }

  public SignedIn open(Handle handle, UserRow user, Origin origin) {
    long now = clock.millis();
    long expires = expiry(now, now);
    NewSession session =
        new NewSession(ids.next(), user.id(), origin.userAgent(), origin.address(), now, expires);
    OpaqueToken token = OpaqueToken.random();
    handle.attach(SessionDao.class).insert(session);
    handle.attach(RefreshTokenDao.class).insert(token.hash(), session.id(), expires);
    SessionRow row =
        new SessionRow(
            session.id(),
            user.id(),
            origin.userAgent(),
            origin.address(),
            now,
            now,
            expires,
            Optional.empty());
    return SignedIn.with(user, row, token);
  }

  /** When a session ends that was made and used then: idle or absolute, whichever is first. */
  long expiry(long createdAtMs, long usedAtMs) {
    return Math.min(
        usedAtMs + config.sessionIdle().toMillis(), createdAtMs + config.sessionLife().toMillis());
  }
}
