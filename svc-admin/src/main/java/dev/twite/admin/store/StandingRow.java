package dev.twite.admin.store;

import dev.twite.common.identity.Role;

/**
 * The standing of an account.
 *
 * @param bannedUntilMs 0 = until it is lifted
 * @param version one more with every decision
 */
public record StandingRow(
    long userId,
    Role role,
    boolean banned,
    String banReason,
    long bannedAtMs,
    long bannedUntilMs,
    String note,
    long version) {
  /** Of an account about which nothing was decided. */
  public static StandingRow none(long userId) {
    return new StandingRow(userId, Role.USER, false, "", 0, 0, "", 0);
  }

  public StandingRow withRole(Role other) {
    return new StandingRow(
        userId, other, banned, banReason, bannedAtMs, bannedUntilMs, note, version + 1);
  }

  public StandingRow withBan(String reason, long untilMs, String newNote, long nowMs) {
    return new StandingRow(userId, role, true, reason, nowMs, untilMs, newNote, version + 1);
  }

  public StandingRow withoutBan() {
    return new StandingRow(userId, role, false, "", 0, 0, "", version + 1);
  }
}
