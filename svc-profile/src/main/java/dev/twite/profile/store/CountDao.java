package dev.twite.profile.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code profile_count}. */
public interface CountDao {
  /** Adds to an account's counts; the first event of an account makes its row. */
  @SqlUpdate(
      """
      INSERT INTO profile_count AS count (user_id, followers, following, tweets)
      VALUES (:user, :followers, :following, :tweets)
      ON CONFLICT (user_id) DO UPDATE SET
        followers = count.followers + excluded.followers,
        following = count.following + excluded.following,
        tweets = count.tweets + excluded.tweets
      """)
  void add(
      @Bind("user") long user,
      @Bind("followers") long followers,
      @Bind("following") long following,
      @Bind("tweets") long tweets);

  /** {@link #add} for several accounts, which are locked in this order. */
  @SqlUpdate(
      """
      INSERT INTO profile_count AS count (user_id, followers, following, tweets)
      SELECT user_id, followers, following, tweets
      FROM unnest(:users, :followers, :following, :tweets)
        AS added (user_id, followers, following, tweets)
      ON CONFLICT (user_id) DO UPDATE SET
        followers = count.followers + excluded.followers,
        following = count.following + excluded.following,
        tweets = count.tweets + excluded.tweets
      """)
  void addAll(
      @Bind("users") long[] users,
      @Bind("followers") long[] followers,
      @Bind("following") long[] following,
      @Bind("tweets") long[] tweets);

  /** Accounts with a profile or counts, in the order of their ids. */
  @SqlQuery(
      """
      SELECT user_id FROM (
        (SELECT user_id FROM profile WHERE user_id > :after ORDER BY user_id LIMIT :limit)
        UNION
        (SELECT user_id FROM profile_count WHERE user_id > :after ORDER BY user_id LIMIT :limit)
      ) AS known
      ORDER BY user_id LIMIT :limit
      """)
  List<Long> usersAfter(@Bind("after") long after, @Bind("limit") int limit);

  @SqlQuery(
      """
      SELECT user_id, followers, following, tweets FROM profile_count WHERE user_id = ANY(:users)
      """)
  @RegisterConstructorMapper(Row.class)
  List<Row> find(@Bind("users") long[] users);

  /** A row of the table. */
  record Row(long userId, long followers, long following, long tweets) {}
}
