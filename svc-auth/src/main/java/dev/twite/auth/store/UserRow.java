package dev.twite.auth.store;

import dev.twite.common.identity.Role;
import java.util.Optional;

/**
 * An account.
 *
 * @param passwordHash empty once it is deleted
 * @param banReason what the account is told; empty where nothing was said
 * @param standingVersion of svc-admin's decision that role and ban come from; 0 = none yet
 */
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
    String banReason,
    long standingVersion,
    Optional<Long> deletedAtMs) {
  public boolean isDeleted() {
    return deletedAtMs.isPresent();
  }

  public Ban ban() {
    return new Ban(bannedAtMs, bannedUntilMs, banReason);
  }

  public boolean isBanned(long nowMs) {
    return ban().holds(nowMs);
  }

  /** No personal data: this may end up in a log. */
  @Override
  public String toString() {
    return "user " + id;
  }
}
