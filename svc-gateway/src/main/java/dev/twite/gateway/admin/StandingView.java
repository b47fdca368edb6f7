package dev.twite.gateway.admin;

import dev.twite.common.view.Wire;
import dev.twite.proto.admin.v1.Standing;

/** Role and ban of an account; null where there is nothing to say. */
public record StandingView(
    String userId,
    String role,
    boolean banned,
    String banReason,
    String bannedAt,
    String bannedUntil,
    String note) {
  public static StandingView of(Standing standing) {
    boolean banned = standing.getBanned();
    return new StandingView(
        Wire.id(standing.getUserId()),
        RoleName.of(standing.getRole()),
        banned,
        banned ? standing.getBanReason() : null,
        banned ? Wire.timeOrNull(standing.getBannedAtMs()) : null,
        banned ? Wire.timeOrNull(standing.getBannedUntilMs()) : null,
        standing.getNote().isEmpty() ? null : standing.getNote());
  }
}
