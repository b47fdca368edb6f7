package dev.twite.admin.store;

import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code tweet_removed}: tweets that were removed. */
public interface RemovedDao {
  /** 0 when it is there already. */
  @SqlUpdate(
      """
      INSERT INTO tweet_removed (tweet_id, removed_at_ms) VALUES (:tweet, :now)
      ON CONFLICT DO NOTHING
      """)
  int insert(@Bind("tweet") long tweetId, @Bind("now") long nowMs);
}
