package dev.twite.follow.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code mute}. */
public interface MuteDao {
  /** Rows inserted: 0 when there was one. */
  @SqlUpdate(
      """
      INSERT INTO mute (id, muter_id, muted_id, created_at_ms)
      VALUES (:id, :muter, :muted, :at)
      ON CONFLICT (muter_id, muted_id) DO NOTHING
      """)
  int insert(
      @Bind("id") long id,
      @Bind("muter") long muter,
      @Bind("muted") long muted,
      @Bind("at") long atMs);

  @SqlUpdate("DELETE FROM mute WHERE muter_id = :muter AND muted_id = :muted")
  int delete(@Bind("muter") long muter, @Bind("muted") long muted);

  /** Newest first. */
  @SqlQuery(
      """
      SELECT id, muted_id AS user_id FROM mute
      WHERE muter_id = :user AND id < :before
      ORDER BY id DESC
      LIMIT :limit
      """)
  @RegisterConstructorMapper(ListRow.class)
  List<ListRow> newest(
      @Bind("user") long user, @Bind("before") long before, @Bind("limit") int limit);

  /** Removes some mutes from or to a user. */
  @SqlQuery(
      """
      DELETE FROM mute WHERE (muter_id, muted_id) IN (
        (SELECT muter_id, muted_id FROM mute WHERE muter_id = :user LIMIT :limit)
        UNION ALL
        (SELECT muter_id, muted_id FROM mute WHERE muted_id = :user LIMIT :limit))
      RETURNING muter_id AS from_id, muted_id AS to_id
      """)
  @RegisterConstructorMapper(Edge.class)
  List<Edge> deleteSome(@Bind("user") long user, @Bind("limit") int limit);
}
