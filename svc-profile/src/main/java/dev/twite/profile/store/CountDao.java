package dev.twite.profile.store;

import org.jdbi.v3.sqlobject.customizer.Bind;
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
      @Bind("followers") int followers,
      @Bind("following") int following,
      @Bind("tweets") int tweets);
}
