package dev.twite.follow.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Reads across {@code follow}, {@code block}, {@code mute} and {@code big_author}. */
public interface RelationDao {
  /** How {@code viewer} stands to each of {@code users}, in their order. */
  @SqlQuery(
      """
      SELECT
        asked.user_id,
        EXISTS (SELECT FROM follow WHERE follower_id = :viewer AND followee_id = asked.user_id) AS following,
        EXISTS (SELECT FROM follow WHERE follower_id = asked.user_id AND followee_id = :viewer) AS followed_by,
        EXISTS (SELECT FROM block WHERE blocker_id = :viewer AND blocked_id = asked.user_id) AS blocking,
        EXISTS (SELECT FROM block WHERE blocker_id = asked.user_id AND blocked_id = :viewer) AS blocked_by,
        EXISTS (SELECT FROM mute WHERE muter_id = :viewer AND muted_id = asked.user_id) AS muting
      FROM unnest(:users) WITH ORDINALITY AS asked (user_id, place)
      ORDER BY asked.place
      """)
  @RegisterConstructorMapper(Relation.class)
  List<Relation> of(@Bind("viewer") long viewer, @Bind("users") long[] users);

  default Relation of(long viewer, long user) {
    return of(viewer, new long[] {user}).getFirst();
  }

  /**
   * Whom those follow that a user follows: of the {@code friends} last followed the {@code each}
   * last followed, so that nobody's look costs more than their product. Most mutuals first.
   */
  @SqlQuery(
      """
      WITH friends AS MATERIALIZED (
        SELECT followee_id AS friend FROM follow WHERE follower_id = :user ORDER BY id DESC LIMIT :friends
      ), candidates AS MATERIALIZED (
        SELECT theirs.followee_id AS user_id, count(*)::integer AS mutuals
        FROM friends CROSS JOIN LATERAL (
          SELECT followee_id FROM follow WHERE follower_id = friends.friend ORDER BY id DESC LIMIT :each
        ) AS theirs
        WHERE theirs.followee_id <> :user
        GROUP BY theirs.followee_id
      )
      SELECT user_id, mutuals FROM candidates
      WHERE NOT EXISTS (SELECT FROM follow WHERE follower_id = :user AND followee_id = candidates.user_id)
        AND NOT EXISTS (SELECT FROM mute WHERE muter_id = :user AND muted_id = candidates.user_id)
        AND NOT EXISTS (SELECT FROM block WHERE blocker_id = :user AND blocked_id = candidates.user_id)
        AND NOT EXISTS (SELECT FROM block WHERE blocker_id = candidates.user_id AND blocked_id = :user)
      ORDER BY mutuals DESC, user_id LIMIT :limit
      """)
  @RegisterConstructorMapper(FriendRow.class)
  List<FriendRow> friendsOfFriends(
      @Bind("user") long user,
      @Bind("friends") int friends,
      @Bind("each") int each,
      @Bind("limit") int limit);

  @SqlQuery(
      """
      SELECT
        array(SELECT blocked_id FROM block WHERE blocker_id = :user) AS blocking,
        array(SELECT blocker_id FROM block WHERE blocked_id = :user) AS blocked_by,
        array(SELECT muted_id FROM mute WHERE muter_id = :user) AS muting,
        array(SELECT followee_id FROM follow JOIN big_author ON user_id = followee_id
              WHERE follower_id = :user) AS big_following
      """)
  @RegisterConstructorMapper(ReadFilterRow.class)
  ReadFilterRow readFilter(@Bind("user") long user);
}
