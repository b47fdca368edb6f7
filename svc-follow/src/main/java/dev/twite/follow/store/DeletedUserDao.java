package dev.twite.follow.store;

import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code deleted_user}. */
public interface DeletedUserDao {
  @SqlQuery("SELECT EXISTS (SELECT FROM deleted_user WHERE user_id = :user)")
  boolean contains(@Bind("user") long user);

  @SqlUpdate(
      """
      INSERT INTO deleted_user (user_id, deleted_at_ms, erased) VALUES (:user, :at, false)
      ON CONFLICT DO NOTHING
      """)
  void insert(@Bind("user") long user, @Bind("at") long atMs);

  /** The next account to erase that no other process has in hand; locks its row. */
  @SqlQuery(
      """
      SELECT user_id FROM deleted_user
      WHERE NOT erased
      ORDER BY deleted_at_ms
      LIMIT 1
      FOR UPDATE SKIP LOCKED
      """)
  Optional<Long> lockNext();

  @SqlUpdate("UPDATE deleted_user SET erased = true WHERE user_id = :user")
  void markErased(@Bind("user") long user);
}
