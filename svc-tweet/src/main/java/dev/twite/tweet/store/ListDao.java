package dev.twite.tweet.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Pages of tweet ids, each along an index; {@code before} is exclusive, newest first. */
@RegisterConstructorMapper(ListDao.Entry.class)
public interface ListDao {
  @SqlQuery(
      """
      SELECT id FROM tweet WHERE author_id = :author AND id < :before ORDER BY id DESC LIMIT :limit
      """)
  List<Long> byAuthor(
      @Bind("author") long author, @Bind("before") long before, @Bind("limit") int limit);

  /** Without replies to others. */
  @SqlQuery(
      """
      SELECT id FROM tweet WHERE author_id = :author AND home_entry AND id < :before
      ORDER BY id DESC LIMIT :limit
      """)
  List<Long> homeEntriesByAuthor(
      @Bind("author") long author, @Bind("before") long before, @Bind("limit") int limit);

  @SqlQuery(
      """
      SELECT id FROM tweet
      WHERE visibility = 1 AND reply_to_id IS NULL AND retweet_of_id IS NULL AND id < :before
      ORDER BY id DESC LIMIT :limit
      """)
  List<Long> ofEverybody(@Bind("before") long before, @Bind("limit") int limit);

  @SqlQuery(
      """
      SELECT id FROM tweet WHERE quote_of_id = :quoted AND id < :before ORDER BY id DESC LIMIT :limit
      """)
  List<Long> quotes(
      @Bind("quoted") long quoted, @Bind("before") long before, @Bind("limit") int limit);

  @SqlQuery(
      """
      SELECT id, author_id FROM tweet WHERE retweet_of_id = :original AND id < :before
      ORDER BY id DESC LIMIT :limit
      """)
  List<Entry> retweets(
      @Bind("original") long original, @Bind("before") long before, @Bind("limit") int limit);

  /** Direct replies, oldest first; {@code after} is exclusive. */
  @SqlQuery("SELECT id FROM tweet WHERE reply_to_id = :id AND id > :after ORDER BY id LIMIT :limit")
  List<Long> replies(@Bind("id") long id, @Bind("after") long after, @Bind("limit") int limit);

  /** What a tweet answers, what that answers, and so on, nearest first, over holes. */
  @SqlQuery(
      """
      WITH RECURSIVE up (id, parent_id, depth) AS (
        SELECT id, reply_to_id, 0 FROM tweet WHERE id = :id
        UNION ALL
        SELECT parent.id, parent.reply_to_id, up.depth + 1
        FROM up CROSS JOIN LATERAL (
          SELECT id, reply_to_id FROM tweet WHERE id = up.parent_id
          UNION ALL
          SELECT id, reply_to_id FROM thread_hole WHERE id = up.parent_id
        ) AS parent
        WHERE up.depth < :limit
      )
      SELECT id FROM up WHERE depth > 0 ORDER BY depth
      """)
  List<Long> ancestors(@Bind("id") long id, @Bind("limit") int limit);

  /**
   * The newest home entries of many authors. When {@code limit} authors have something, the newest
   * entry of the author at that place bounds the rest from below: then each author's part is short.
   */
  @SqlQuery(
      """
      WITH newest AS MATERIALIZED (
        SELECT author_id, (
            SELECT id FROM tweet WHERE author_id = authors.author_id AND home_entry AND id < :before
            ORDER BY id DESC LIMIT 1) AS id
        FROM unnest(:authors) AS authors (author_id)
      ), bound AS MATERIALIZED (
        SELECT coalesce((
            SELECT id FROM newest WHERE id IS NOT NULL ORDER BY id DESC OFFSET :limit - 1 LIMIT 1), 0) AS id
      )
      SELECT entry.id, newest.author_id
      FROM newest CROSS JOIN bound CROSS JOIN LATERAL (
        SELECT id FROM tweet
        WHERE author_id = newest.author_id AND home_entry AND id < :before AND id >= bound.id
        ORDER BY id DESC LIMIT :limit
      ) AS entry
      WHERE newest.id >= bound.id
      ORDER BY entry.id DESC LIMIT :limit
      """)
  List<Entry> homeEntries(
      @Bind("authors") long[] authors, @Bind("before") long before, @Bind("limit") int limit);

  /** A tweet and who wrote it. */
  record Entry(long id, long authorId) {}
}
