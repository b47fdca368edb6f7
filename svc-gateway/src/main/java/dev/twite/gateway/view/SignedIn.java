package dev.twite.gateway.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.twite.proto.auth.v1.SessionResponse;

/** A user and the tokens of a new session. */
public record SignedIn(UserView user, @JsonUnwrapped TokenPair tokens) {
  public static SignedIn of(UserView user, SessionResponse session) {
    return new SignedIn(user, TokenPair.of(session));
  }
}
