package dev.twite.tweet.store;

import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * Table {@code gone_author}; {@link TweetDao#insert} looks into it. Who writes a tweet shares a
 * lock with others that do, who notes that an account is gone has it alone: no tweet of that
 * account commits after its tweets were looked for (R7).
 */
public interface GoneAuthorDao {
  /** Held to the end of a transaction that writes a tweet; before it looks for the account. */
  @SqlQuery("SELECT pg_advisory_xact_lock_shared(hashtextextended('author:' || :user, 0))::text")
  String holdOff(@Bind("user") long userId);

  /** Waits for those who write tweets of the account, and keeps others out. */
  @SqlQuery("SELECT pg_advisory_xact_lock(hashtextextended('author:' || :user, 0))::text")
  String lock(@Bind("user") long userId);

  @SqlUpdate(
      """
      INSERT INTO gone_author (user_id, gone_at_ms) VALUES (:user, :now) ON CONFLICT (user_id) DO NOTHING
      """)
  void insert(@Bind("user") long userId, @Bind("now") long nowMs);
}
