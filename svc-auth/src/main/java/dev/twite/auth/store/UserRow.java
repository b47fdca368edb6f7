package dev.twite.auth.store;

import dev.twite.common.identity.Role;
import java.util.Optional;

/** An account. {@code passwordHash} is empty once it is deleted. */
public record UserRow(
    long id,
    String handle,
    String email,
    boolean emailVerified,
    String name,
    String passwordHash,
    Role role,
    long createdAtMs,
    Optional<Long> bannedAtMs,
    Optional<Long> bannedUntilMs,
    Optional<Long> deletedAtMs) {
  public boolean isDeleted() {
    return deletedAtMs.isPresent();
  }

  public boolean isBanned(long nowMs) {
    return bannedAtMs.isPresent() && bannedUntilMs.map(until -> nowMs < until).orElse(true);
  }

  /** No personal data: this may end up in a log. */
  @Override
  public String toString() {
    return "user " + id;
  }
}
