package dev.twite.tweet.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Table {@code tweet_counts}. */
@RegisterConstructorMapper(CountsRow.class)
public interface CountsDao {
  @SqlQuery(
      """
      SELECT tweet_id, retweets, replies, quotes, version FROM tweet_counts WHERE tweet_id = ANY(:ids)
      """)
  List<CountsRow> findAll(@Bind("ids") long[] ids);

  /** Changes the counts of a tweet that the transaction holds. */
  @SqlQuery(
      """
      INSERT INTO tweet_counts AS held (tweet_id, retweets, replies, quotes, version)
      VALUES (:id, :retweets, :replies, :quotes, 1)
      ON CONFLICT (tweet_id) DO UPDATE SET
        retweets = held.retweets + excluded.retweets,
        replies = held.replies + excluded.replies,
        quotes = held.quotes + excluded.quotes,
        version = held.version + 1
      RETURNING tweet_id, retweets, replies, quotes, version
      """)
  CountsRow add(
      @Bind("id") long id,
      @Bind("retweets") int retweets,
      @Bind("replies") int replies,
      @Bind("quotes") int quotes);

  /** Changes the counts of a tweet that may be gone; then nothing is left to change. */
  @SqlQuery(
      """
      UPDATE tweet_counts SET retweets = retweets + :retweets, replies = replies + :replies,
        quotes = quotes + :quotes, version = version + 1
      WHERE tweet_id = :id
      RETURNING tweet_id, retweets, replies, quotes, version
      """)
  Optional<CountsRow> addIfThere(
      @Bind("id") long id,
      @Bind("retweets") int retweets,
      @Bind("replies") int replies,
      @Bind("quotes") int quotes);

  @SqlUpdate("DELETE FROM tweet_counts WHERE tweet_id = ANY(:ids)")
  void delete(@Bind("ids") long[] ids);
}
