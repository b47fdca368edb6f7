package dev.twite.auth.store;

import java.util.Optional;

/** A session: a log in and the refresh tokens that came of it. */
public record SessionRow(
    long id,
    long userId,
    String userAgent,
    String address,
    long createdAtMs,
    long lastUsedAtMs,
    long expiresAtMs,
    Optional<Long> revokedAtMs) {
  public boolean isLive(long nowMs) {
    return revokedAtMs.isEmpty() && nowMs < expiresAtMs;
  }
}
