package dev.twite.email.store;

import dev.twite.email.Kind;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code message}. */
public interface MessageDao {
  /** Rows inserted: 0 when the message is known. */
  @SqlUpdate(
      """
      INSERT INTO message (id, kind, channel, user_id, actor_id, tweet_id, notification_id, sealed_token,
                           sealed_detail, expires_at_ms, state, priority, next_at_ms, request_id, created_at_ms)
      VALUES (:id, :kind, :channel, :userId, :actorId, :tweetId, :notificationId, :sealedToken,
              :sealedDetail, :expiresAtMs, 'WAITING', :priority, :nextAtMs, :requestId, :createdAtMs)
      ON CONFLICT (id, kind) DO NOTHING
      """)
  int insert(@BindMethods NewMessage message);

  /** Takes messages that are due: nobody else gets them before the lease is over. */
  @SqlQuery(
      """
      UPDATE message SET attempts = attempts + 1, next_at_ms = :leaseEnd
      WHERE (id, kind) IN (
        SELECT id, kind FROM message
        WHERE state = 'WAITING' AND next_at_ms <= :now
        ORDER BY priority, next_at_ms
        LIMIT :limit
        FOR UPDATE SKIP LOCKED)
      RETURNING id, kind, user_id, actor_id, tweet_id, notification_id, sealed_token, sealed_detail,
                expires_at_ms, attempts, request_id, created_at_ms
      """)
  @RegisterConstructorMapper(MessageRow.class)
  List<MessageRow> take(
      @Bind("now") long nowMs, @Bind("leaseEnd") long leaseEndMs, @Bind("limit") int limit);

  /** Ends a message and forgets what was sealed; 0 rows when the attempt is no longer ours. */
  @SqlUpdate(
      """
      UPDATE message SET state = :state, reason = :reason, sealed_token = NULL, sealed_detail = NULL
      WHERE id = :id AND kind = :kind AND attempts = :attempts AND state = 'WAITING'
      """)
  int end(
      @Bind("id") long id,
      @Bind("kind") Kind kind,
      @Bind("attempts") int attempts,
      @Bind("state") String state,
      @Bind("reason") String reason);

  /** Has a message tried again later; 0 rows when the attempt is no longer ours. */
  @SqlUpdate(
      """
      UPDATE message SET next_at_ms = :nextAt, reason = :reason
      WHERE id = :id AND kind = :kind AND attempts = :attempts AND state = 'WAITING'
      """)
  int retry(
      @Bind("id") long id,
      @Bind("kind") Kind kind,
      @Bind("attempts") int attempts,
      @Bind("nextAt") long nextAtMs,
      @Bind("reason") String reason);

  /** Single notification mails of an account since then, skipped ones not counted. */
  @SqlQuery(
      """
      SELECT count(*) FROM message
      WHERE user_id = :user AND created_at_ms > :since AND state <> 'SKIPPED'
        AND kind IN ('MENTION', 'REPLY', 'QUOTE', 'FOLLOW')
      """)
  int countNotices(@Bind("user") long user, @Bind("since") long sinceMs);

  /** Messages that wait, and the time the longest waiting one was made; 0 when there is none. */
  @SqlQuery(
      """
      SELECT count(*) AS waiting, coalesce(min(created_at_ms), 0) AS oldest_at_ms
      FROM message WHERE state = 'WAITING'
      """)
  @RegisterConstructorMapper(Backlog.class)
  Backlog backlog();

  @SqlUpdate("DELETE FROM message WHERE user_id = :user")
  void deleteOf(@Bind("user") long user);

  /** See {@link #backlog}. */
  record Backlog(long waiting, long oldestAtMs) {}
}
