package dev.twite.common.identity;

/**
 * Where svc-auth says that a session is over before its access token is (S8): a key in Redis that
 * lives as long as the token may, and a message for whoever holds connections open.
 */
public final class Revocations {
  /** Channel on which the ids of ended sessions are published. */
  public static final String CHANNEL = "twite:revocations";

  private Revocations() {}

  /** The key that exists while tokens of an ended session could still be shown. */
  public static String key(long sessionId) {
    return "revoked:session:" + sessionId;
  }
}
