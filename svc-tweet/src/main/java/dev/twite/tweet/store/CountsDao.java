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

  /** Locks a tweet's counts until the transaction ends; makes the row when it is missing. */
  @SqlUpdate(
      """
      INSERT INTO tweet_counts AS held (tweet_id, retweets, replies, quotes, version)
      VALUES (:id, 0, 0, 0, 0)
      ON CONFLICT (tweet_id) DO UPDATE SET version = held.version WHERE false
      """)
  void lock(@Bind("id") long id);

  /** Sets locked counts to what is counted. */
  @SqlQuery(
      """
      UPDATE tweet_counts SET
        retweets = (SELECT count(*) FROM tweet WHERE retweet_of_id = :id),
        replies = (SELECT count(*) FROM tweet WHERE reply_to_id = :id),
        quotes = (SELECT count(*) FROM tweet WHERE quote_of_id = :id),
        version = version + 1
      WHERE tweet_id = :id
      RETURNING tweet_id, retweets, replies, quotes, version
      """)
  CountsRow recount(@Bind("id") long id);

  /**
   * Counts beside what they count, of one moment, in the order of ids: of tweets that are there,
   * retweets apart, and of rows without a tweet.
   */
  @SqlQuery(
      """
      WITH page AS (
        SELECT tweet_id FROM (
          (SELECT id AS tweet_id FROM tweet WHERE id > :after AND retweet_of_id IS NULL ORDER BY id LIMIT :limit)
          UNION
          (SELECT tweet_id FROM tweet_counts WHERE tweet_id > :after ORDER BY tweet_id LIMIT :limit)
        ) AS known
        ORDER BY tweet_id LIMIT :limit
      )
      SELECT page.tweet_id,
        coalesce(held.retweets, 0) AS retweets,
        coalesce(held.replies, 0) AS replies,
        coalesce(held.quotes, 0) AS quotes,
        (SELECT count(*) FROM tweet WHERE retweet_of_id = page.tweet_id) AS actual_retweets,
        (SELECT count(*) FROM tweet WHERE reply_to_id = page.tweet_id) AS actual_replies,
        (SELECT count(*) FROM tweet WHERE quote_of_id = page.tweet_id) AS actual_quotes,
        EXISTS (SELECT FROM tweet WHERE id = page.tweet_id) AS there
      FROM page LEFT JOIN tweet_counts AS held ON held.tweet_id = page.tweet_id
      ORDER BY page.tweet_id
      """)
  @RegisterConstructorMapper(Compared.class)
  List<Compared> compare(@Bind("after") long after, @Bind("limit") int limit);

  /**
   * The counts of a tweet and what they should be.
   *
   * @param there whether there is such a tweet; one that is gone has no counts
   */
  record Compared(
      long tweetId,
      long retweets,
      long replies,
      long quotes,
      long actualRetweets,
      long actualReplies,
      long actualQuotes,
      boolean there) {
    public boolean isRight() {
      // What hung on a tweet that is gone may stay; who counted it has gone with the tweet.
      return there
          ? retweets == actualRetweets && replies == actualReplies && quotes == actualQuotes
          : retweets == 0 && replies == 0 && quotes == 0;
    }
  }

  @SqlUpdate("DELETE FROM tweet_counts WHERE tweet_id = ANY(:ids)")
  void delete(@Bind("ids") long[] ids);
}
