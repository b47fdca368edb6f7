package dev.twite.auth;

import dev.twite.auth.events.AuthEvents;
import dev.twite.auth.store.OneTimeTokenDao;
import dev.twite.auth.store.OneTimeTokenDao.Purpose;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.events.v1.MailRequested;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Tokens that travel by mail and work once. */
public final class OneTimeTokens {
  private final AuthConfig config;
  private final AuthEvents events;
  private final Clock clock;

  @Inject
  OneTimeTokens(AuthConfig config, AuthEvents events, Clock clock) {
    this.config = config;
    this.events = events;
    this.clock = clock;
  }

  /** Makes a token and asks for the mail that brings it. */
  void mail(Handle handle, long userId, Purpose purpose, MailRequested.Kind kind) {
    OpaqueToken token = OpaqueToken.random();
    long expires = expiry(purpose);
    handle
        .attach(OneTimeTokenDao.class)
        .insert(token.hash(), Optional.of(userId), purpose, expires);
    events.mail(handle, userId, kind, token.reveal(), expires);
  }

  /** The same work for nobody, so that the time tells nothing (S10). */
  void pretend(Handle handle, Purpose purpose) {
    handle
        .attach(OneTimeTokenDao.class)
        .insert(OpaqueToken.random().hash(), Optional.empty(), purpose, expiry(purpose));
  }

  /**
   * Whose token it is; it still works afterwards.
   *
   * @throws TwiteException TOKEN_INVALID
   */
  long look(Handle handle, String token, Purpose purpose) {
    return handle
        .attach(OneTimeTokenDao.class)
        .find(OpaqueToken.hashOf(token), purpose, clock.millis())
        .orElseThrow(() -> TwiteException.of(ErrorCode.TOKEN_INVALID));
  }

  /**
   * Uses a token up.
   *
   * @throws TwiteException TOKEN_INVALID
   */
  long use(Handle handle, String token, Purpose purpose) {
    return handle
        .attach(OneTimeTokenDao.class)
        .use(OpaqueToken.hashOf(token), purpose, clock.millis())
        .orElseThrow(() -> TwiteException.of(ErrorCode.TOKEN_INVALID));
  }

  private long expiry(Purpose purpose) {
    return clock.millis()
        + switch (purpose) {
          case VERIFY_EMAIL -> config.verifyLife().toMillis();
          case PASSWORD_RESET -> config.resetLife().toMillis();
        };
  }
}
