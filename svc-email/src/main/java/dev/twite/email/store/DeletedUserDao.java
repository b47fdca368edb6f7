package dev.twite.email.store;

import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code deleted_user}. */
public interface DeletedUserDao {
  @SqlUpdate(
      """
      INSERT INTO deleted_user (user_id, deleted_at_ms) VALUES (:user, :now)
      ON CONFLICT (user_id) DO NOTHING
      """)
  void insert(@Bind("user") long user, @Bind("now") long nowMs);

  @SqlQuery("SELECT EXISTS (SELECT FROM deleted_user WHERE user_id = :user)")
  boolean contains(@Bind("user") long user);
}
