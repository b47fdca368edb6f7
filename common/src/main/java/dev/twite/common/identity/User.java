package dev.twite.common.identity;

import java.util.Objects;

/** A signed-in person, as a verified token says. */
public record User(long id, long sessionId, Role role) {
  public User {
    Objects.requireNonNull(role);
  }
}
