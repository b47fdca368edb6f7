package dev.twite.auth.store;

import java.util.Optional;

/**
 * A key of access tokens.
 *
 * @param x P-256 coordinate, base64url
 * @param y P-256 coordinate, base64url
 * @param sealedPrivate as {@code KeySealing} seals it
 * @param signsFromMs published before, signs from then on
 * @param notAfterMs refused from then on; empty until its successor is known
 */
public record SigningKeyRow(
    String kid,
    String x,
    String y,
    byte[] sealedPrivate,
    long signsFromMs,
    Optional<Long> notAfterMs) {
  public boolean isOver(long nowMs) {
    return notAfterMs.map(end -> end <= nowMs).orElse(false);
  }
}
