package dev.twite.like.store;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** The table {@code likes}. Who writes holds the counts of the tweets ({@link CountDao#lock}). */
public interface LikeDao {
  /** Adds likes, each pair once; returns those that were not there. */
  @SqlQuery(
      """
      INSERT INTO likes (like_id, tweet_id, user_id, author_id, created_at_ms)
      SELECT like_id, tweet_id, user_id, author_id, :at
      FROM unnest(:likeIds, :tweetIds, :userIds, :authorIds) AS made (like_id, tweet_id, user_id, author_id)
      ON CONFLICT (tweet_id, user_id) DO NOTHING
      RETURNING tweet_id, user_id, author_id
      """)
  @RegisterConstructorMapper(LikedPair.class)
  List<LikedPair> insert(
      @Bind("likeIds") long[] likeIds,
      @Bind("tweetIds") long[] tweetIds,
      @Bind("userIds") long[] userIds,
      @Bind("authorIds") long[] authorIds,
      @Bind("at") long atMs);

  /** Removes likes; returns those that were there. */
  @SqlQuery(
      """
      DELETE FROM likes USING unnest(:tweetIds, :userIds) AS unmade (tweet_id, user_id)
      WHERE likes.tweet_id = unmade.tweet_id AND likes.user_id = unmade.user_id
      RETURNING likes.tweet_id, likes.user_id, likes.author_id
      """)
  @RegisterConstructorMapper(LikedPair.class)
  List<LikedPair> delete(@Bind("tweetIds") long[] tweetIds, @Bind("userIds") long[] userIds);

  /** Removes some likes of a tweet; returns how many. */
  @SqlQuery(
      """
      WITH removed AS (
        DELETE FROM likes WHERE (tweet_id, user_id) IN (
          SELECT tweet_id, user_id FROM likes WHERE tweet_id = :tweet LIMIT :limit)
        RETURNING user_id)
      SELECT count(*) FROM removed
      """)
  int deleteSome(@Bind("tweet") long tweet, @Bind("limit") int limit);

  /** Of these tweets those that a user likes. */
  @SqlQuery("SELECT tweet_id FROM likes WHERE user_id = :user AND tweet_id = ANY(:ids)")
  Set<Long> likedOf(@Bind("user") long user, @Bind("ids") long[] ids);

  /** Who likes a tweet, last like first; {@code before} is exclusive. */
  @SqlQuery(
      """
      SELECT like_id, user_id AS id FROM likes
      WHERE tweet_id = :tweet AND like_id < :before
      ORDER BY like_id DESC LIMIT :limit
      """)
  @RegisterConstructorMapper(ListRow.class)
  List<ListRow> likers(
      @Bind("tweet") long tweet, @Bind("before") long before, @Bind("limit") int limit);

  /** What a user likes, last liked first; {@code before} is exclusive. */
  @SqlQuery(
      """
      SELECT like_id, tweet_id AS id FROM likes
      WHERE user_id = :user AND like_id < :before
      ORDER BY like_id DESC LIMIT :limit
      """)
  @RegisterConstructorMapper(ListRow.class)
  List<ListRow> likedTweets(
      @Bind("user") long user, @Bind("before") long before, @Bind("limit") int limit);
}
