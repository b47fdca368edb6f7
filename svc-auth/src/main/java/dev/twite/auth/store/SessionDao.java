package dev.twite.auth.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code sessions}. */
@RegisterConstructorMapper(SessionRow.class)
public interface SessionDao {
  String SELECT =
      """
      SELECT id, user_id, user_agent, address, created_at_ms, last_used_at_ms, expires_at_ms, revoked_at_ms
      FROM sessions
      """;

  @SqlUpdate(
      """
      INSERT INTO sessions
        (id, user_id, user_agent, address, created_at_ms, last_used_at_ms, expires_at_ms)
      VALUES (:id, :userId, :userAgent, :address, :createdAtMs, :createdAtMs, :expiresAtMs)
      """)
  void insert(@BindMethods NewSession session);

  @SqlQuery(SELECT + "WHERE id = :id")
  Optional<SessionRow> find(@Bind("id") long id);

  /** Takes the session for this transaction alone: refreshes of one session go one by one. */
  @SqlQuery(SELECT + "WHERE id = :id FOR NO KEY UPDATE")
  Optional<SessionRow> lock(@Bind("id") long id);

  /** Live ones, newest first. */
  @SqlQuery(
      SELECT
          + """
          WHERE user_id = :userId AND revoked_at_ms IS NULL AND expires_at_ms > :now
          ORDER BY id DESC
          LIMIT :limit
          """)
  List<SessionRow> live(
      @Bind("userId") long userId, @Bind("now") long nowMs, @Bind("limit") int limit);

  /** Where the account was used from, ended sessions included, the latest first. */
  @SqlQuery(
      """
      SELECT address FROM sessions WHERE user_id = :userId AND address <> ''
      GROUP BY address ORDER BY max(last_used_at_ms) DESC LIMIT :limit
      """)
  List<String> addresses(@Bind("userId") long userId, @Bind("limit") int limit);

  /** What the account was used from, ended sessions included, the latest first. */
  @SqlQuery(
      """
      SELECT user_agent, address FROM sessions WHERE user_id = :userId
      ORDER BY last_used_at_ms DESC LIMIT :limit
      """)
  @RegisterConstructorMapper(Used.class)
  List<Used> used(@Bind("userId") long userId, @Bind("limit") int limit);

  @SqlUpdate(
      """
      UPDATE sessions
      SET user_agent = :userAgent, address = :address, last_used_at_ms = :now, expires_at_ms = :expires
      WHERE id = :id
      """)
  void use(
      @Bind("id") long id,
      @Bind("userAgent") String userAgent,
      @Bind("address") String address,
      @Bind("now") long nowMs,
      @Bind("expires") long expiresAtMs);

  /** Ends one; 0 rows when it is none of that account's or has ended. */
  @SqlUpdate(
      """
      UPDATE sessions SET revoked_at_ms = :now
      WHERE id = :id AND user_id = :userId AND revoked_at_ms IS NULL AND expires_at_ms > :now
      """)
  int revoke(@Bind("id") long id, @Bind("userId") long userId, @Bind("now") long nowMs);

  /** Ends all of an account's but {@code kept} (0 = none) and says which. */
  @SqlQuery(
      """
      UPDATE sessions SET revoked_at_ms = :now
      WHERE user_id = :userId AND id <> :kept AND revoked_at_ms IS NULL
      RETURNING id
      """)
  List<Long> revokeAll(
      @Bind("userId") long userId, @Bind("kept") long kept, @Bind("now") long nowMs);

  /** Those revoked after a time; only those of one account unless {@code userId} is 0. */
  @SqlQuery(
      """
      SELECT sessions.id, users.banned_at_ms, users.banned_until_ms, users.ban_reason
      FROM sessions JOIN users ON users.id = sessions.user_id
      WHERE revoked_at_ms > :since AND (:userId = 0 OR user_id = :userId)
      """)
  @RegisterConstructorMapper(Revoked.class)
  List<Revoked> revokedSince(@Bind("since") long sinceMs, @Bind("userId") long userId);

  /** An ended session, and whether its account is banned. */
  record Revoked(
      long id, Optional<Long> bannedAtMs, Optional<Long> bannedUntilMs, String banReason) {
    /** What the account is told; empty when it is not banned. */
    public String banNotice(long nowMs) {
      return new Ban(bannedAtMs, bannedUntilMs, banReason).notice(nowMs);
    }
  }

  /** Where a session was last used from. */
  record Used(String userAgent, String address) {}

  /** A session to open. */
  record NewSession(
      long id, long userId, String userAgent, String address, long createdAtMs, long expiresAtMs) {}
}
