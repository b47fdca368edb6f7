package dev.twite.admin.store;

import dev.twite.common.identity.Role;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code standing}. */
@RegisterConstructorMapper(StandingRow.class)
public interface StandingDao {
  String SELECT =
      """
      SELECT user_id, role, banned, ban_reason, banned_at_ms, banned_until_ms, note, version FROM standing
      """;

  /**
   * Who is banned has no more rights than anybody, though the role comes back with the ban's end.
   */
  String ROLE =
      """
      SELECT CASE WHEN banned AND (banned_until_ms = 0 OR banned_until_ms > :now) THEN 'USER' ELSE role END
      FROM standing WHERE user_id = :user
      """;

  @SqlQuery("SELECT coalesce((" + ROLE + "), 'USER')")
  Role role(@Bind("user") long userId, @Bind("now") long nowMs);

  /** As {@link #role}; nobody changes it before this transaction ends. */
  @SqlQuery(ROLE + "FOR SHARE")
  List<Role> unchangingRole(@Bind("user") long userId, @Bind("now") long nowMs);

  @SqlQuery(SELECT + "WHERE user_id = ANY(:users)")
  List<StandingRow> find(@Bind("users") long[] userIds);

  @SqlUpdate("INSERT INTO standing (user_id) VALUES (:user) ON CONFLICT DO NOTHING")
  void make(@Bind("user") long userId);

  /** For this transaction alone to change. */
  @SqlQuery(SELECT + "WHERE user_id = :user FOR NO KEY UPDATE")
  StandingRow lock(@Bind("user") long userId);

  @SqlUpdate(
      """
      UPDATE standing SET role = :role, banned = :banned, ban_reason = :banReason, banned_at_ms = :bannedAtMs,
        banned_until_ms = :bannedUntilMs, note = :note, version = :version
      WHERE user_id = :userId
      """)
  void update(@BindMethods StandingRow row);

  /** Bans whose time is over, that nobody else is lifting. */
  @SqlQuery(
      SELECT
          + """
          WHERE banned AND banned_until_ms > 0 AND banned_until_ms <= :now
          ORDER BY banned_until_ms LIMIT :limit
          FOR NO KEY UPDATE SKIP LOCKED
          """)
  List<StandingRow> lockEnded(@Bind("now") long nowMs, @Bind("limit") int limit);
}
