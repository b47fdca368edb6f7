package dev.twite.common.identity;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.redis.Redis;
import java.util.Optional;

/**
 * Where svc-auth makes the sessions known whose access tokens must no longer be believed (S8). The
 * truth is in its database; a key lives a little longer than the access tokens of its session, and
 * comes back within two seconds when Redis has lost it.
 */
public final class Revocations {
  /** A message on this channel is the decimal id of a session that has just ended. */
  public static final String CHANNEL = "twite:revocations";

  private static final String KEY_PREFIX = "revoked:session:";
  private static final String ENDED = "1";
  private static final String BANNED = "banned:";

  private Revocations() {}

  /** The key that exists while access tokens of a revoked session could still be shown. */
  public static String key(long sessionId) {
    return KEY_PREFIX + sessionId;
  }

  /**
   * What the key of a session holds.
   *
   * @param banNotice what the account is to be told where a ban ended it; else empty
   */
  public static String value(String banNotice) {
    return banNotice.isEmpty() ? ENDED : BANNED + banNotice;
  }

  /**
   * Whether a session is known to be revoked.
   *
   * @throws TwiteException UNAVAILABLE or OVERLOADED when Redis can't be asked; then svc-auth's
   *     CheckSession tells
   */
  public static boolean isRevoked(Redis redis, long sessionId) {
    return redis.call(client -> client.exists(key(sessionId)));
  }

  /**
   * Refuses the caller of a session that is known to be revoked.
   *
   * @return the refusal, ACCOUNT_BANNED or TOKEN_INVALID; empty for a session not known to be over
   * @throws TwiteException UNAVAILABLE or OVERLOADED as {@link #isRevoked}
   */
  public static Optional<TwiteException> refusal(Redis redis, long sessionId) {
    String value = redis.call(client -> client.get(key(sessionId)));
    return Optional.ofNullable(value)
        .map(text -> refusal(text.startsWith(BANNED) ? text.substring(BANNED.length()) : ""));
  }

  /** What the caller of an ended session is told. */
  public static TwiteException refusal(String banNotice) {
    return banNotice.isEmpty()
        ? TwiteException.of(ErrorCode.TOKEN_INVALID, "The session is over: log in again")
        : TwiteException.of(ErrorCode.ACCOUNT_BANNED, banNotice);
  }
}
