package dev.twite.gateway.token;

import dev.twite.common.http.Authenticator;
import dev.twite.common.identity.User;
import jakarta.inject.Inject;

/** A person is who a valid token of a live session says. */
public final class TokenAuthenticator implements Authenticator {
  private final AccessTokens tokens;
  private final Sessions sessions;

  @Inject
  TokenAuthenticator(AccessTokens tokens, Sessions sessions) {
    this.tokens = tokens;
    this.sessions = sessions;
  }

  @Override
  public User authenticate(String accessToken) {
    User user = tokens.verify(accessToken);
    sessions.requireAlive(user.sessionId());
    return user;
  }
}
