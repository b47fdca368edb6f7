package dev.twite.email.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code pending}. */
public interface PendingDao {
  /** Notes one thing for the account's next digest. */
  @SqlUpdate(
      """
      INSERT INTO pending (user_id, digest_id, type, tweet_id, updated_at_ms)
      VALUES (:user, 0, :type, :tweet, :now)
      ON CONFLICT (user_id, digest_id, type, tweet_id) DO UPDATE SET
        updated_at_ms = excluded.updated_at_ms
      """)
  void add(
      @Bind("user") long user,
      @Bind("type") String type,
      @Bind("tweet") long tweet,
      @Bind("now") long nowMs);

  /** Puts all that waits into a digest; the number of rows. */
  @SqlUpdate("UPDATE pending SET digest_id = :digest WHERE user_id = :user AND digest_id = 0")
  int gather(@Bind("user") long user, @Bind("digest") long digest);

  /** What is in a digest, the latest first. */
  @SqlQuery(
      """
      SELECT type, tweet_id FROM pending
      WHERE user_id = :user AND digest_id = :digest
      ORDER BY updated_at_ms DESC
      LIMIT :limit
      """)
  @RegisterConstructorMapper(PendingRow.class)
  List<PendingRow> in(
      @Bind("user") long user, @Bind("digest") long digest, @Bind("limit") int limit);

  @SqlUpdate("DELETE FROM pending WHERE user_id = :user AND digest_id = :digest")
  void delete(@Bind("user") long user, @Bind("digest") long digest);

  @SqlUpdate("DELETE FROM pending WHERE user_id = :user")
  void deleteOf(@Bind("user") long user);
}
