package dev.twite.tweet.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What a reader has done with tweets. */
public interface FlagDao {
  /** A row for each tweet the reader retweeted and for each one bookmarked. */
  @SqlQuery(
      """
      SELECT retweet_of_id AS tweet_id, true AS retweeted FROM tweet
      WHERE author_id = :reader AND retweet_of_id = ANY(:ids)
      UNION ALL
      SELECT tweet_id, false FROM bookmark WHERE user_id = :reader AND tweet_id = ANY(:ids)
      """)
  @RegisterConstructorMapper(Flag.class)
  List<Flag> of(@Bind("reader") long reader, @Bind("ids") long[] ids);

  /** Retweeted, or else bookmarked. */
  record Flag(long tweetId, boolean retweeted) {}
}
