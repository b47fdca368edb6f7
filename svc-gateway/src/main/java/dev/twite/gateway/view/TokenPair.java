package dev.twite.gateway.view;

import dev.twite.proto.auth.v1.SessionResponse;

/**
 * The tokens of a session.
 *
 * @param expiresIn life of the access token in seconds
 */
public record TokenPair(String accessToken, String refreshToken, String tokenType, int expiresIn) {
  public static TokenPair of(SessionResponse session) {
    return new TokenPair(
        session.getAccessToken(), session.getRefreshToken(), "Bearer", session.getExpiresInS());
  }
}
