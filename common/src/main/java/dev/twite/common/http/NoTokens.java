package dev.twite.common.http;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.User;
import jakarta.inject.Inject;

/** Nobody signs in here: a port that shows what everybody may see, or that is opened otherwise. */
public final class NoTokens implements Authenticator {
  @Inject
  NoTokens() {}

  @Override
  public User authenticate(String accessToken) {
    throw TwiteException.of(ErrorCode.TOKEN_INVALID);
  }
}
