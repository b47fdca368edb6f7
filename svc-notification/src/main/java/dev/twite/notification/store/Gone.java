package dev.twite.notification.store;

import com.google.common.hash.Hashing;
import java.util.Arrays;
import org.jdbi.v3.core.Handle;

/**
 * The table {@code gone}, and the locks that make it hold: whatever is made of a tweet or an
 * account is committed before the row that says it is gone, or sees that row. Events of several
 * topics come in any order, so what is late must find out here.
 */
public final class Gone {
  /** What can be gone. The numbers are stored. */
  public enum Kind {
    TWEET(1),
    USER(2);

    private final int number;

    Kind(int number) {
      this.number = number;
    }
  }

  private Gone() {}

  /** Whether a tweet (0 = none) or one of the accounts is gone; else they stay till the end. */
  public static boolean any(Handle handle, long tweet, long... users) {
    long[] keys = new long[users.length + 1];
    keys[0] = key(Kind.TWEET, tweet);
    for (int i = 0; i < users.length; i++) {
      keys[i + 1] = key(Kind.USER, users[i]);
    }
    Arrays.sort(keys);
    handle
        .createQuery("SELECT pg_advisory_xact_lock_shared(key) FROM unnest(:keys) AS key")
        .bind("keys", keys)
        .mapTo(String.class)
        .list();
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT FROM gone WHERE kind = :tweetKind AND id = :tweet)
              OR EXISTS (SELECT FROM gone WHERE kind = :userKind AND id = ANY(:users))
            """)
        .bind("tweetKind", Kind.TWEET.number)
        .bind("tweet", tweet)
        .bind("userKind", Kind.USER.number)
        .bind("users", users)
        .mapTo(Boolean.class)
        .one();
  }

  /** Lets nothing new be made of it. */
  public static void add(Handle handle, Kind kind, long id, long nowMs) {
    handle
        .createQuery("SELECT pg_advisory_xact_lock(:key)")
        .bind("key", key(kind, id))
        .mapTo(String.class)
        .one();
    handle
        .createUpdate(
            """
            INSERT INTO gone (kind, id, gone_at_ms) VALUES (:kind, :id, :now)
            ON CONFLICT DO NOTHING
            """)
        .bind("kind", kind.number)
        .bind("id", id)
        .bind("now", nowMs)
        .execute();
  }

  // The services of a database share one space of keys; a collision makes two strangers wait.
  private static long key(Kind kind, long id) {
    return Hashing.farmHashFingerprint64()
        .newHasher()
        .putUnencodedChars("notification")
        .putInt(kind.number)
        .putLong(id)
        .hash()
        .asLong();
  }
}
