package dev.twite.follow.store;

import com.google.common.hash.Hashing;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import org.jdbi.v3.core.Handle;

/**
 * What a transaction holds until it ends: PostgreSQL advisory locks on people and pairs, because
 * the rows that must not come into being have nothing to lock. Taken in the order following, users
 * (lower id first), pair.
 */
public final class Locks {
  private enum Kind {
    FOLLOWING,
    USER,
    PAIR
  }

  private Locks() {}

  /** One change at a time to whom {@code user} follows: the follow limit is exact. */
  public static void following(Handle handle, long user) {
    exclusive(handle, key(Kind.FOLLOWING, user, 0));
  }

  /** One change at a time between two people, whoever makes it. */
  public static void pair(Handle handle, long a, long b) {
    exclusive(handle, key(Kind.PAIR, Math.min(a, b), Math.max(a, b)));
  }

  /**
   * {@link #pair}, and both accounts stay until the transaction ends.
   *
   * @param actor who acts; SESSION_REVOKED when that account is gone
   * @param target to whom; USER_NOT_FOUND when that account is gone
   */
  public static void livePair(Handle handle, long actor, long target) {
    shared(handle, key(Kind.USER, Math.min(actor, target), 0));
    shared(handle, key(Kind.USER, Math.max(actor, target), 0));
    pair(handle, actor, target);
    DeletedUserDao deleted = handle.attach(DeletedUserDao.class);
    if (deleted.contains(actor)) {
      throw TwiteException.of(ErrorCode.SESSION_REVOKED);
    }
    if (deleted.contains(target)) {
      throw TwiteException.of(ErrorCode.USER_NOT_FOUND);
    }
  }

  /** Waits until no transaction makes a relation of {@code user}, and lets none begin. */
  public static void deletedUser(Handle handle, long user) {
    exclusive(handle, key(Kind.USER, user, 0));
  }

  private static void exclusive(Handle handle, long key) {
    lock(handle, "SELECT pg_advisory_xact_lock(:key)", key);
  }

  private static void shared(Handle handle, long key) {
    lock(handle, "SELECT pg_advisory_xact_lock_shared(:key)", key);
  }

  private static void lock(Handle handle, String sql, long key) {
    handle.createQuery(sql).bind("key", key).mapTo(String.class).one();
  }

  // The services of a database share one space of keys; a collision makes two strangers wait.
  private static long key(Kind kind, long a, long b) {
    return Hashing.farmHashFingerprint64()
        .newHasher()
        .putUnencodedChars("follow")
        .putUnencodedChars(kind.name())
        .putLong(a)
        .putLong(b)
        .hash()
        .asLong();
  }
}
