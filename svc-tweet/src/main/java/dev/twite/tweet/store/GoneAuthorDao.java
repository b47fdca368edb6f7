package dev.twite.tweet.store;

import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Table {@code gone_author}; {@link TweetDao#insert} looks into it. */
public interface GoneAuthorDao {
  @SqlUpdate(
      """
      INSERT INTO gone_author (user_id, gone_at_ms) VALUES (:user, :now) ON CONFLICT (user_id) DO NOTHING
      """)
  void insert(@Bind("user") long userId, @Bind("now") long nowMs);
}
