package dev.twite.notification.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code cause}. Who changes rows of a recipient holds the recipient. */
public interface CauseDao {
  @SqlQuery(
      """
      SELECT active, version, id, group_id, notified_at_ms FROM cause
      WHERE recipient_id = :recipientId AND actor_id = :actorId AND type = :type
        AND tweet_id = :tweetId
      """)
  @RegisterConstructorMapper(CauseRow.class)
  Optional<CauseRow> find(@BindMethods CauseKey key);

  /** Writes a cause, whether it was there or not. */
  @SqlUpdate(
      """
      INSERT INTO cause (recipient_id, actor_id, type, tweet_id, active, version, id, group_id,
        notified_at_ms, at_ms)
      VALUES (:recipientId, :actorId, :type, :tweetId, :active, :version, :id, :groupId,
        :notifiedAtMs, :atMs)
      ON CONFLICT (recipient_id, actor_id, type, tweet_id) DO UPDATE SET
        active = excluded.active, version = excluded.version, id = excluded.id,
        group_id = excluded.group_id, notified_at_ms = excluded.notified_at_ms,
        at_ms = excluded.at_ms
      """)
  void put(@BindMethods CauseKey key, @BindMethods CauseRow row, @Bind("atMs") long atMs);

  /** Notes that an event had a say and changed nothing. */
  @SqlUpdate(
      """
      UPDATE cause SET version = :version
      WHERE recipient_id = :recipientId AND actor_id = :actorId AND type = :type
        AND tweet_id = :tweetId AND version < :version
      """)
  void raise(@BindMethods CauseKey key, @Bind("version") long version);

  /** Takes a cause out, unless a newer event had its say; gets the group it was in. */
  @SqlQuery(
      """
      UPDATE cause SET active = false, version = :version
      WHERE recipient_id = :recipientId AND actor_id = :actorId AND type = :type
        AND tweet_id = :tweetId AND active AND version <= :version
      RETURNING group_id
      """)
  Optional<Long> takeOut(@BindMethods CauseKey key, @Bind("version") long version);

  /** Notes the undoing of what was not there or did not count: the deed, if it comes, is older. */
  @SqlUpdate(
      """
      INSERT INTO cause (recipient_id, actor_id, type, tweet_id, active, version, id, group_id,
        notified_at_ms, at_ms)
      VALUES (:recipientId, :actorId, :type, :tweetId, false, :version, 0, 0, 0, :atMs)
      ON CONFLICT (recipient_id, actor_id, type, tweet_id) DO UPDATE SET
        version = excluded.version
      WHERE NOT cause.active AND cause.version < excluded.version
      """)
  void undone(@BindMethods CauseKey key, @Bind("version") long version, @Bind("atMs") long atMs);

  /** Takes out what an actor caused before an event; gets a group for each. */
  @SqlQuery(
      """
      UPDATE cause SET active = false
      WHERE recipient_id = :recipient AND actor_id = :actor AND active AND version <= :version
      RETURNING group_id
      """)
  List<Long> takeOutOf(
      @Bind("recipient") long recipientId,
      @Bind("actor") long actorId,
      @Bind("version") long version);

  /**
   * Whether a mention would be no news to the recipient: the tweet concerns them, or did in another
   * way, or its mention was refused.
   */
  @SqlQuery(
      """
      SELECT EXISTS (SELECT FROM cause
        WHERE recipient_id = :recipient AND actor_id = :actor AND tweet_id = :tweet
          AND (active OR (type = :mention) = (notified_at_ms = 0)))
      """)
  boolean isSettled(
      @Bind("recipient") long recipientId,
      @Bind("actor") long actorId,
      @Bind("tweet") long tweetId,
      @Bind("mention") int mentionType);

  /** Whom an actor concerned with a tweet, now or before. */
  @SqlQuery(
      """
      SELECT recipient_id FROM cause
      WHERE tweet_id = :tweet AND type = :type AND actor_id = :actor
      """)
  List<Long> recipients(
      @Bind("tweet") long tweetId, @Bind("type") int type, @Bind("actor") long actorId);

  /** Some of those whom a tweet concerns. */
  @SqlQuery(
      """
      SELECT DISTINCT recipient_id FROM (
        SELECT recipient_id FROM cause WHERE tweet_id = :tweet AND tweet_id <> 0
        LIMIT :limit) AS found
      """)
  List<Long> recipientsOfTweet(@Bind("tweet") long tweetId, @Bind("limit") int limit);

  /** Some of those whom an actor concerned. */
  @SqlQuery(
      """
      SELECT DISTINCT recipient_id FROM (
        SELECT recipient_id FROM cause WHERE actor_id = :actor
        LIMIT :limit) AS found
      """)
  List<Long> recipientsOfActor(@Bind("actor") long actorId, @Bind("limit") int limit);

  /** Removes some of what a tweet caused for a recipient. */
  @SqlUpdate(
      """
      DELETE FROM cause WHERE ctid IN (
        SELECT ctid FROM cause
        WHERE tweet_id = :tweet AND tweet_id <> 0 AND recipient_id = :recipient
        LIMIT :limit)
      """)
  int deleteOfTweet(
      @Bind("tweet") long tweetId, @Bind("recipient") long recipientId, @Bind("limit") int limit);

  /** Removes some of what an actor caused for a recipient; gets the group of each that counted. */
  @SqlQuery(
      """
      WITH removed AS (
        DELETE FROM cause WHERE ctid IN (
          SELECT ctid FROM cause WHERE recipient_id = :recipient AND actor_id = :actor
          LIMIT :limit)
        RETURNING group_id, active)
      SELECT group_id FROM removed WHERE active
      """)
  List<Long> deleteOfActor(
      @Bind("recipient") long recipientId, @Bind("actor") long actorId, @Bind("limit") int limit);

  /** Removes some of what concerned a recipient. */
  @SqlUpdate(
      """
      DELETE FROM cause WHERE ctid IN (
        SELECT ctid FROM cause WHERE recipient_id = :recipient LIMIT :limit)
      """)
  int deleteOfRecipient(@Bind("recipient") long recipientId, @Bind("limit") int limit);
}
