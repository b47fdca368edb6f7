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
