package dev.twite.follow.store;

import java.util.List;
import org.jdbi.v3.sqlobject.SingleValue;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code follow}. */
public interface FollowDao {
  /** Rows inserted: 0 when there was one. */
  @SqlUpdate(
      """
      INSERT INTO follow (id, follower_id, followee_id, created_at_ms)
      VALUES (:id, :follower, :followee, :at)
      ON CONFLICT (follower_id, followee_id) DO NOTHING
      """)
  int insert(
      @Bind("id") long id,
      @Bind("follower") long follower,
      @Bind("followee") long followee,
      @Bind("at") long atMs);

  @SqlUpdate("DELETE FROM follow WHERE follower_id = :follower AND followee_id = :followee")
  int delete(@Bind("follower") long follower, @Bind("followee") long followee);

  /** Counts no further than {@code limit}. */
  @SqlQuery(
      """
      SELECT count(*) FROM (SELECT FROM follow WHERE follower_id = :follower LIMIT :limit) AS counted
      """)
  int countFollowing(@Bind("follower") long follower, @Bind("limit") int limit);

  /** Counts no further than {@code limit}. */
  @SqlQuery(
      """
      SELECT count(*) FROM (SELECT FROM follow WHERE followee_id = :followee LIMIT :limit) AS counted
      """)
  int countFollowers(@Bind("followee") long followee, @Bind("limit") int limit);

  /** All of them, for each of {@code users}, in their order. */
  @SqlQuery(
      """
      SELECT asked.user_id,
        (SELECT count(*) FROM follow WHERE followee_id = asked.user_id) AS followers,
        (SELECT count(*) FROM follow WHERE follower_id = asked.user_id) AS following
      FROM unnest(:users) WITH ORDINALITY AS asked (user_id, place)
      ORDER BY asked.place
      """)
  @RegisterConstructorMapper(Counted.class)
  List<Counted> count(@Bind("users") long[] users);

  /** How many follow a user, and whom the user follows. */
  record Counted(long userId, long followers, long following) {}

  /** Newest first. */
  @SqlQuery(
      """
      SELECT id, follower_id AS user_id FROM follow
      WHERE followee_id = :user AND id < :before
      ORDER BY id DESC
      LIMIT :limit
      """)
  @RegisterConstructorMapper(ListRow.class)
  List<ListRow> followers(
      @Bind("user") long user, @Bind("before") long before, @Bind("limit") int limit);

  /** Newest first. */
  @SqlQuery(
      """
      SELECT id, followee_id AS user_id FROM follow
      WHERE follower_id = :user AND id < :before
      ORDER BY id DESC
      LIMIT :limit
      """)
  @RegisterConstructorMapper(ListRow.class)
  List<ListRow> following(
      @Bind("user") long user, @Bind("before") long before, @Bind("limit") int limit);

  /** In ascending order of the followers' ids; one array instead of a thousand rows. */
  @SqlQuery(
      """
      SELECT ARRAY(
        SELECT follower_id FROM follow
        WHERE followee_id = :user AND follower_id > :after
        ORDER BY follower_id
        LIMIT :limit
      )
      """)
  @SingleValue
  Long[] followerIdsAfter(
      @Bind("user") long user, @Bind("after") long after, @Bind("limit") int limit);

  @SqlQuery(
      "SELECT ARRAY(SELECT followee_id FROM follow WHERE follower_id = :user ORDER BY followee_id)")
  @SingleValue
  Long[] followingIds(@Bind("user") long user);

  /** Removes some follows from or to a user. */
  @SqlQuery(
      """
      DELETE FROM follow WHERE (follower_id, followee_id) IN (
        (SELECT follower_id, followee_id FROM follow WHERE follower_id = :user LIMIT :limit)
        UNION ALL
        (SELECT follower_id, followee_id FROM follow WHERE followee_id = :user LIMIT :limit))
      RETURNING follower_id AS from_id, followee_id AS to_id
      """)
  @RegisterConstructorMapper(Edge.class)
  List<Edge> deleteSome(@Bind("user") long user, @Bind("limit") int limit);
}
