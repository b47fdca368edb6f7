package dev.twite.tweet.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Table {@code bookmark}. */
public interface BookmarkDao {
  /** Adds one, or leaves the one that is there. */
  @SqlUpdate(
      """
      INSERT INTO bookmark (user_id, tweet_id, id) VALUES (:user, :tweet, :id) ON CONFLICT DO NOTHING
      """)
  void insert(@Bind("user") long userId, @Bind("tweet") long tweetId, @Bind("id") long id);

  @SqlUpdate("DELETE FROM bookmark WHERE user_id = :user AND tweet_id = :tweet")
  int delete(@Bind("user") long userId, @Bind("tweet") long tweetId);

  /** Last bookmarked first. */
  @SqlQuery(
      """
      SELECT id, tweet_id FROM bookmark WHERE user_id = :user AND id < :before ORDER BY id DESC LIMIT :limit
      """)
  @RegisterConstructorMapper(Bookmarked.class)
  List<Bookmarked> page(
      @Bind("user") long userId, @Bind("before") long before, @Bind("limit") int limit);

  @SqlUpdate(
      """
      DELETE FROM bookmark WHERE ctid = ANY(ARRAY(SELECT ctid FROM bookmark WHERE tweet_id = :tweet LIMIT :bite))
      """)
  int deleteOfTweet(@Bind("tweet") long tweetId, @Bind("bite") int bite);

  @SqlUpdate(
      """
      DELETE FROM bookmark WHERE ctid = ANY(ARRAY(SELECT ctid FROM bookmark WHERE user_id = :user LIMIT :bite))
      """)
  int deleteOfUser(@Bind("user") long userId, @Bind("bite") int bite);

  /** A bookmark; its id is the cursor. */
  record Bookmarked(long id, long tweetId) {}
}
