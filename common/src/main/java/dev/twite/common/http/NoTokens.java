package dev.twite.common.http;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.User;
import jakarta.inject.Inject;

/** Nobody signs in here: this port shows what everybody may see. */
public final class NoTokens implements Authenticator {
  @Inject
  NoTokens() {}

  @Override
  public User authenticate(String accessToken) {
    throw TwiteException.of(ErrorCode.TOKEN_INVALID);
  }
}
