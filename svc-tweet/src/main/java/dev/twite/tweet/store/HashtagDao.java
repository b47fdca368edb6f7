package dev.twite.tweet.store;

import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Table {@code hashtag}: public tweets by tag, lower case. */
public interface HashtagDao {
  @SqlUpdate(
      """
      INSERT INTO hashtag (tag, tweet_id)
      SELECT tag, :id FROM unnest(:tags) AS tag
      ON CONFLICT DO NOTHING
      """)
  void insert(@Bind("id") long tweetId, @Bind("tags") String[] tags);

  @SqlUpdate("DELETE FROM hashtag WHERE tag = ANY(:tags) AND tweet_id = ANY(:ids)")
  void delete(@Bind("tags") String[] tags, @Bind("ids") long[] tweetIds);

  /** Newest first. */
  @SqlQuery(
      """
      SELECT tweet_id FROM hashtag WHERE tag = :tag AND tweet_id < :before ORDER BY tweet_id DESC LIMIT :limit
      """)
  List<Long> page(@Bind("tag") String tag, @Bind("before") long before, @Bind("limit") int limit);
}
