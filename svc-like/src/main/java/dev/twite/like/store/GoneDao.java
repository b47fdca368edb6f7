package dev.twite.like.store;

import java.util.Set;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * The tables {@code gone_tweet} and {@code gone_user}. A tweet's row is written while its count is
 * locked, an account's while no transaction changes likes; so whoever comes later sees it, and what
 * came before is there to be removed.
 */
public interface GoneDao {
  /** One lock for all: the services of a database share one space of keys. */
  long LIKES_LOCK = 5_136_087_441_260_931_117L;

  /** Held by every transaction that makes likes; they don't wait for each other. */
  @SqlQuery("SELECT pg_advisory_xact_lock_shared(" + LIKES_LOCK + ")::text")
  String enter();

  /** Waits until nobody has {@link #enter entered}, and lets nobody until the transaction ends. */
  @SqlQuery("SELECT pg_advisory_xact_lock(" + LIKES_LOCK + ")::text")
  String exclude();

  @SqlQuery("SELECT tweet_id FROM gone_tweet WHERE tweet_id = ANY(:ids)")
  Set<Long> tweets(@Bind("ids") long[] ids);

  @SqlQuery("SELECT user_id FROM gone_user WHERE user_id = ANY(:ids)")
  Set<Long> users(@Bind("ids") long[] ids);

  @SqlUpdate(
      """
      INSERT INTO gone_tweet (tweet_id, gone_at_ms) VALUES (:id, :at) ON CONFLICT DO NOTHING
      """)
  void addTweet(@Bind("id") long id, @Bind("at") long atMs);

  @SqlUpdate(
      """
      INSERT INTO gone_user (user_id, gone_at_ms) VALUES (:id, :at) ON CONFLICT DO NOTHING
      """)
  void addUser(@Bind("id") long id, @Bind("at") long atMs);
}
