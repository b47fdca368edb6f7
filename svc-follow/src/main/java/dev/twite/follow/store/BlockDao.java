package dev.twite.follow.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code block}. */
public interface BlockDao {
  /** Rows inserted: 0 when there was one. */
  @SqlUpdate(
      """
      INSERT INTO block (id, blocker_id, blocked_id, created_at_ms)
      VALUES (:id, :blocker, :blocked, :at)
      ON CONFLICT (blocker_id, blocked_id) DO NOTHING
      """)
  int insert(
      @Bind("id") long id,
      @Bind("blocker") long blocker,
      @Bind("blocked") long blocked,
      @Bind("at") long atMs);

  @SqlUpdate("DELETE FROM block WHERE blocker_id = :blocker AND blocked_id = :blocked")
  int delete(@Bind("blocker") long blocker, @Bind("blocked") long blocked);

  /** Newest first. */
  @SqlQuery(
      """
      SELECT id, blocked_id AS user_id FROM block
      WHERE blocker_id = :user AND id < :before
      ORDER BY id DESC
      LIMIT :limit
      """)
  @RegisterConstructorMapper(ListRow.class)
  List<ListRow> newest(
      @Bind("user") long user, @Bind("before") long before, @Bind("limit") int limit);

  /** Removes some blocks from or to a user. */
  @SqlQuery(
      """
      DELETE FROM block WHERE (blocker_id, blocked_id) IN (
        (SELECT blocker_id, blocked_id FROM block WHERE blocker_id = :user LIMIT :limit)
        UNION ALL
        (SELECT blocker_id, blocked_id FROM block WHERE blocked_id = :user LIMIT :limit))
      RETURNING blocker_id AS from_id, blocked_id AS to_id
      """)
  @RegisterConstructorMapper(Edge.class)
  List<Edge> deleteSome(@Bind("user") long user, @Bind("limit") int limit);
}
