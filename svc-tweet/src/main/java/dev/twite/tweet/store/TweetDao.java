package dev.twite.tweet.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * Table {@code tweet}. Who makes something that hangs on a tweet holds it ({@link #hold}), who
 * changes or removes it locks it, so that nothing is hung on what goes, and a tweet's events keep
 * their order.
 */
@RegisterConstructorMapper(TweetRow.class)
public interface TweetDao {
  /** What a {@link TweetRow} is made of. */
  String ROW =
      """
      SELECT id, author_id, text, entities, reply_to_id, reply_to_author_id, conversation_id, retweet_of_id,
        quote_of_id, visibility, home_entry, version, created_at_ms, edited_at_ms
      FROM tweet
      """;

  /** Returns 0 when it is a retweet that the author has made already, or the account is gone. */
  @SqlUpdate(
      """
      INSERT INTO tweet (id, author_id, text, entities, reply_to_id, reply_to_author_id, conversation_id,
        retweet_of_id, quote_of_id, visibility, home_entry, version, created_at_ms, edited_at_ms)
      SELECT :id, :authorId, :text, :entities, NULLIF(:replyToId, 0), NULLIF(:replyToAuthorId, 0), :conversationId,
        NULLIF(:retweetOfId, 0), NULLIF(:quoteOfId, 0), :visibility, :homeEntry, :version, :createdAtMs,
        NULLIF(:editedAtMs, 0)
      WHERE NOT EXISTS (SELECT FROM gone_author WHERE user_id = :authorId)
      ON CONFLICT (author_id, retweet_of_id) WHERE retweet_of_id IS NOT NULL DO NOTHING
      """)
  int insert(@BindMethods TweetRow row);

  @SqlQuery(ROW + "WHERE id = :id")
  Optional<TweetRow> find(@Bind("id") long id);

  @SqlQuery(ROW + "WHERE id = ANY(:ids)")
  List<TweetRow> findAll(@Bind("ids") long[] ids);

  /**
   * Keeps the tweets from being removed until the transaction ends; returns those that are there.
   */
  @SqlQuery("SELECT id FROM tweet WHERE id = ANY(:ids) ORDER BY id FOR KEY SHARE")
  List<Long> hold(@Bind("ids") long[] ids);

  @SqlQuery(ROW + "WHERE id = :id FOR NO KEY UPDATE")
  Optional<TweetRow> lockToEdit(@Bind("id") long id);

  @SqlQuery(ROW + "WHERE id = :id FOR UPDATE")
  List<TweetRow> lockToRemove(@Bind("id") long id);

  @SqlQuery(ROW + "WHERE author_id = :author AND retweet_of_id = :original FOR UPDATE")
  List<TweetRow> lockRetweet(@Bind("author") long author, @Bind("original") long original);

  @SqlQuery(ROW + "WHERE retweet_of_id = :original ORDER BY id LIMIT :limit FOR UPDATE")
  List<TweetRow> lockRetweets(@Bind("original") long original, @Bind("limit") int limit);

  @SqlQuery(ROW + "WHERE author_id = :author ORDER BY id LIMIT :limit FOR UPDATE")
  List<TweetRow> lockOfAuthor(@Bind("author") long author, @Bind("limit") int limit);

  @SqlUpdate(
      """
      UPDATE tweet SET text = :text, entities = :entities, version = :version, edited_at_ms = :editedAtMs
      WHERE id = :id
      """)
  void edit(
      @Bind("id") long id,
      @Bind("text") String text,
      @Bind("entities") byte[] entities,
      @Bind("version") int version,
      @Bind("editedAtMs") long editedAtMs);

  /** In ascending order of ids; {@code after} is exclusive. */
  @SqlQuery(ROW + "WHERE id > :after ORDER BY id LIMIT :limit")
  List<TweetRow> scan(@Bind("after") long after, @Bind("limit") int limit);

  /** How many tweets each of {@code authors} has, in their order. */
  @SqlQuery(
      """
      SELECT asked.author_id, (SELECT count(*) FROM tweet WHERE author_id = asked.author_id) AS tweets
      FROM unnest(:authors) WITH ORDINALITY AS asked (author_id, place)
      ORDER BY asked.place
      """)
  @RegisterConstructorMapper(Counted.class)
  List<Counted> count(@Bind("authors") long[] authors);

  /** How many tweets an author has. */
  record Counted(long authorId, long tweets) {}

  @SqlUpdate("DELETE FROM tweet WHERE id = ANY(:ids)")
  void delete(@Bind("ids") long[] ids);
}
