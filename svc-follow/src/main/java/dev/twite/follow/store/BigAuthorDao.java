package dev.twite.follow.store;

import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code big_author}. */
public interface BigAuthorDao {
  @SqlQuery("SELECT EXISTS (SELECT FROM big_author WHERE user_id = :user)")
  boolean contains(@Bind("user") long user);

  @SqlUpdate(
      "INSERT INTO big_author (user_id, since_at_ms) VALUES (:user, :at) ON CONFLICT DO NOTHING")
  void insert(@Bind("user") long user, @Bind("at") long atMs);
}
