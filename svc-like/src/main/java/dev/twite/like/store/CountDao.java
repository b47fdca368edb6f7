package dev.twite.like.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code like_counts}. */
@RegisterConstructorMapper(CountRow.class)
public interface CountDao {
  /**
   * Locks the counts of tweets until the transaction ends, lowest id first; makes the rows that are
   * missing, with version 0. Whoever changes likes does this first, so two such transactions never
   * wait for each other in a circle, and a tweet's events keep their order.
   *
   * @param ids each once
   */
  @SqlUpdate(
      """
      INSERT INTO like_counts AS held (tweet_id, count, version)
      SELECT id, 0, 0 FROM unnest(:ids) AS asked (id) ORDER BY id
      ON CONFLICT (tweet_id) DO UPDATE SET version = held.version WHERE false
      """)
  void lock(@Bind("ids") long[] ids);

  /** Removes those of the locked rows that {@link #lock} made and nothing was counted in. */
  @SqlUpdate("DELETE FROM like_counts WHERE tweet_id = ANY(:ids) AND version = 0")
  void unmake(@Bind("ids") long[] ids);

  @SqlQuery("SELECT tweet_id, count, version FROM like_counts WHERE tweet_id = ANY(:ids)")
  List<CountRow> find(@Bind("ids") long[] ids);

  /** Adds to locked counts. */
  @SqlQuery(
      """
      UPDATE like_counts AS held SET count = held.count + step.amount, version = held.version + 1
      FROM unnest(:ids, :steps) AS step (tweet_id, amount)
      WHERE held.tweet_id = step.tweet_id
      RETURNING held.tweet_id, held.count, held.version
      """)
  List<CountRow> add(@Bind("ids") long[] ids, @Bind("steps") long[] steps);

  /** Sets a locked count to what is counted. */
  @SqlQuery(
      """
      UPDATE like_counts SET count = (SELECT count(*) FROM likes WHERE tweet_id = :id), version = version + 1
      WHERE tweet_id = :id
      RETURNING tweet_id, count, version
      """)
  CountRow recount(@Bind("id") long id);

  @SqlUpdate("DELETE FROM like_counts WHERE tweet_id = :id")
  void delete(@Bind("id") long id);

  /** Counts beside what they count, of one moment, in the order of ids. */
  @SqlQuery(
      """
      WITH page AS (
        SELECT tweet_id FROM (
          (SELECT tweet_id FROM like_counts WHERE tweet_id > :after ORDER BY tweet_id LIMIT :limit)
          UNION
          (SELECT DISTINCT tweet_id FROM likes WHERE tweet_id > :after ORDER BY tweet_id LIMIT :limit)
        ) AS known
        ORDER BY tweet_id LIMIT :limit
      )
      SELECT page.tweet_id, coalesce(held.count, 0) AS count,
        (SELECT count(*) FROM likes WHERE likes.tweet_id = page.tweet_id) AS actual
      FROM page LEFT JOIN like_counts AS held ON held.tweet_id = page.tweet_id
      ORDER BY page.tweet_id
      """)
  @RegisterConstructorMapper(Compared.class)
  List<Compared> compare(@Bind("after") long after, @Bind("limit") int limit);

  /** A count, and how many likes there are. */
  record Compared(long tweetId, long count, long actual) {}
}
