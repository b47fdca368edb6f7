package dev.twite.common.http;

import dev.twite.common.identity.User;

/** Turns an access token into the person it stands for. */
public interface Authenticator {
  /**
   * @param accessToken what follows {@code Bearer }
   * @throws dev.twite.common.error.TwiteException TOKEN_INVALID, TOKEN_EXPIRED, SESSION_REVOKED,
   *     ACCOUNT_BANNED
   */
  User authenticate(String accessToken);
}
