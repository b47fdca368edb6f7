package dev.twite.common.identity;

import dev.twite.common.error.TwiteException;
import dev.twite.common.redis.Redis;

/**
 * Where svc-auth makes the sessions known whose access tokens must no longer be believed (S8). The
 * truth is in its database; a key lives a little longer than the access tokens of its session, and
 * comes back within two seconds when Redis has lost it.
 */
public final class Revocations {
  /** A message on this channel is the decimal id of a session that has just ended. */
  public static final String CHANNEL = "twite:revocations";

  private static final String KEY_PREFIX = "revoked:session:";

  private Revocations() {}

  /** The key that exists while access tokens of a revoked session could still be shown. */
  public static String key(long sessionId) {
    return KEY_PREFIX + sessionId;
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
}
