package dev.twite.email.store;

import dev.twite.email.Kind;

/**
 * A message to be sent.
 *
 * @param sealedToken null = none
 * @param sealedDetail null = none
 * @param nextAtMs not before
 */
public record NewMessage(
    long id,
    Kind kind,
    Channel channel,
    long userId,
    long actorId,
    long tweetId,
    long notificationId,
    byte[] sealedToken,
    byte[] sealedDetail,
    long expiresAtMs,
    long nextAtMs,
    String requestId,
    long createdAtMs) {
  /** Mail about an account, or to nobody in particular. */
  public static NewMessage of(
      long id, Kind kind, Channel channel, long userId, String requestId, long nowMs) {
    return new NewMessage(
        id, kind, channel, userId, 0, 0, 0, null, null, 0, nowMs, requestId, nowMs);
  }

  /** The same with what came sealed, and until when it is of use. */
  public NewMessage sealed(byte[] token, byte[] detail, long expiresAt) {
    return new NewMessage(
        id,
        kind,
        channel,
        userId,
        actorId,
        tweetId,
        notificationId,
        token.length == 0 ? null : token,
        detail.length == 0 ? null : detail,
        expiresAt,
        nextAtMs,
        requestId,
        createdAtMs);
  }

  public int priority() {
    return kind.group().priority();
  }

  @Override
  public String toString() {
    return kind.word() + " " + id;
  }
}
