package dev.twite.bench.race;

import dev.twite.bench.BenchException;
import dev.twite.bench.Settlers;
import dev.twite.common.id.IdSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;

/**
 * Follows made in svc-follow's table by SQL, for thousands by REST would take minutes before
 * anything is measured. No events tell of them: nobody is notified and no timeline is filled, so
 * they are for people who have nothing at home yet. The profiles' counts have them.
 */
final class BulkFollows {
  private static final String INSERT =
      """
      INSERT INTO follow.follow (id, follower_id, followee_id, created_at_ms)
      SELECT id, follower, followee, ?
      FROM unnest(?, ?, ?) AS made (id, follower, followee)
      ON CONFLICT (follower_id, followee_id) DO NOTHING
      """;

  private static final String COUNT =
      """
      INSERT INTO profile.profile_count (user_id, followers, following, tweets)
      SELECT user_id, sum(followed), sum(follows), 0
      FROM (
        SELECT followee_id AS user_id, 1 AS followed, 0 AS follows FROM follow.follow
        UNION ALL
        SELECT follower_id, 0, 1 FROM follow.follow
      ) AS ends
      GROUP BY user_id
      ON CONFLICT (user_id) DO UPDATE SET followers = excluded.followers, following = excluded.following
      """;

  private BulkFollows() {}

  /** All at once; whoever follows already goes on as before. */
  static void make(Postgres postgres, List<Settlers.Follow> follows, Instant now) {
    Long[] ids = new Long[follows.size()];
    Long[] followers = new Long[follows.size()];
    Long[] followees = new Long[follows.size()];
    for (int i = 0; i < ids.length; i++) {
      // As if one had come each millisecond.
      ids[i] = IdSource.firstAt(now.minusMillis(ids.length - i));
      followers[i] = follows.get(i).who().id();
      followees[i] = follows.get(i).whom().id();
    }
    try (Connection connection = postgres.connect();
        PreparedStatement insert = connection.prepareStatement(INSERT);
        Statement statement = connection.createStatement()) {
      insert.setLong(1, now.toEpochMilli());
      insert.setArray(2, connection.createArrayOf("bigint", ids));
      insert.setArray(3, connection.createArrayOf("bigint", followers));
      insert.setArray(4, connection.createArrayOf("bigint", followees));
      insert.executeUpdate();
      statement.execute(COUNT);
      statement.execute("VACUUM (ANALYZE) follow.follow");
      statement.execute("VACUUM (ANALYZE) profile.profile_count");
    } catch (SQLException e) {
      throw new BenchException("PostgreSQL refuses the follows: " + e.getMessage(), e);
    }
  }
}
