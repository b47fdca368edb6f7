package dev.twite.auth.session;

import dev.twite.auth.OpaqueToken;
import dev.twite.auth.store.SessionRow;
import dev.twite.auth.store.UserRow;

/**
 * A session that was just opened or refreshed.
 *
 * @param refreshToken the one to use next, in clear
 */
public record SignedIn(UserRow user, SessionRow session, String refreshToken) {
  static SignedIn with(UserRow user, SessionRow session, OpaqueToken token) {
    return new SignedIn(user, session, token.reveal());
  }

  @Override
  public String toString() {
    return "session " + session.id();
  }
}
