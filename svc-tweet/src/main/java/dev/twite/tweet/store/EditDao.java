package dev.twite.tweet.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Table {@code tweet_edit}: former texts. */
public interface EditDao {
  @SqlUpdate(
      """
      INSERT INTO tweet_edit (tweet_id, version, text, written_at_ms)
      VALUES (:id, :version, :text, :writtenAtMs)
      """)
  void insert(
      @Bind("id") long tweetId,
      @Bind("version") int version,
      @Bind("text") String text,
      @Bind("writtenAtMs") long writtenAtMs);

  /** The last texts before a version, newest first. */
  @SqlQuery(
      """
      SELECT text, written_at_ms FROM tweet_edit WHERE tweet_id = :id AND version < :version
      ORDER BY version DESC LIMIT :limit
      """)
  @RegisterConstructorMapper(Former.class)
  List<Former> before(
      @Bind("id") long tweetId, @Bind("version") int version, @Bind("limit") int limit);

  @SqlUpdate("DELETE FROM tweet_edit WHERE tweet_id = ANY(:ids)")
  void delete(@Bind("ids") long[] tweetIds);

  /** A former text and when it was written. */
  record Former(String text, long writtenAtMs) {}
}
