package dev.twite.email.store;

import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code digest_due}. */
public interface DigestDueDao {
  /**
   * Sets the time unless there is one, and holds the row in any case: else a digest could be made,
   * and the row go, between the line that is added now and its commit.
   */
  @SqlUpdate(
      """
      INSERT INTO digest_due (user_id, due_at_ms) VALUES (:user, :dueAt)
      ON CONFLICT (user_id) DO UPDATE SET due_at_ms = digest_due.due_at_ms
      """)
  void add(@Bind("user") long user, @Bind("dueAt") long dueAtMs);

  /** Moves the time, where there is one. */
  @SqlUpdate("UPDATE digest_due SET due_at_ms = :dueAt WHERE user_id = :user")
  void move(@Bind("user") long user, @Bind("dueAt") long dueAtMs);

  /** Takes accounts of which the digest is due. */
  @SqlQuery(
      """
      DELETE FROM digest_due WHERE user_id IN (
        SELECT user_id FROM digest_due WHERE due_at_ms <= :now
        ORDER BY due_at_ms LIMIT :limit FOR UPDATE SKIP LOCKED)
      RETURNING user_id
      """)
  List<Long> take(@Bind("now") long nowMs, @Bind("limit") int limit);

  /** Whether this transaction is the one, of all processes, that makes digests. */
  @SqlQuery("SELECT pg_try_advisory_xact_lock(hashtextextended('email_digests', 0))")
  boolean lead();

  @SqlUpdate("DELETE FROM digest_due WHERE user_id = :user")
  void delete(@Bind("user") long user);
}
