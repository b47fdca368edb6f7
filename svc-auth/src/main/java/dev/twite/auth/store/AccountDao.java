package dev.twite.auth.store;

import dev.twite.common.identity.Role;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** The table {@code users} as moderation looks at it: newest first, deleted accounts too. */
public interface AccountDao {
  String SELECT =
      """
      SELECT id, handle, name, email, email_verified, role, created_at_ms, banned_at_ms, banned_until_ms,
        deleted_at_ms,
        (SELECT count(*) FROM sessions
          WHERE user_id = users.id AND revoked_at_ms IS NULL AND expires_at_ms > :nowMs) AS live_sessions
      FROM users
      WHERE id < :beforeId
        AND (:role = '' OR role = :role)
        AND (NOT :bannedOnly OR (banned_at_ms IS NOT NULL AND coalesce(banned_until_ms, :nowMs + 1) > :nowMs))
      """;

  String PAGE = "ORDER BY id DESC LIMIT :limit";

  @SqlQuery(SELECT + PAGE)
  @RegisterConstructorMapper(AccountRow.class)
  List<AccountRow> all(@BindMethods Filter filter);

  @SqlQuery(SELECT + "AND id = ANY(:ids) " + PAGE)
  @RegisterConstructorMapper(AccountRow.class)
  List<AccountRow> byIds(@Bind("ids") long[] ids, @BindMethods Filter filter);

  @SqlQuery(SELECT + "AND handle_lower = :handle " + PAGE)
  @RegisterConstructorMapper(AccountRow.class)
  List<AccountRow> byHandle(@Bind("handle") String handle, @BindMethods Filter filter);

  @SqlQuery(SELECT + "AND email_lower = :email " + PAGE)
  @RegisterConstructorMapper(AccountRow.class)
  List<AccountRow> byEmail(@Bind("email") String email, @BindMethods Filter filter);

  /**
   * @param prefix in lower case, its wildcards escaped, with a % at its end
   */
  @SqlQuery(SELECT + "AND (handle_lower LIKE :prefix OR lower(name) LIKE :prefix) " + PAGE)
  @RegisterConstructorMapper(AccountRow.class)
  List<AccountRow> byPrefix(@Bind("prefix") String prefix, @BindMethods Filter filter);

  /**
   * What all these look-ups have in common.
   *
   * @param role empty = any
   * @param beforeId exclusive
   */
  record Filter(boolean bannedOnly, String role, long beforeId, int limit, long nowMs) {}

  /** An account with how many sessions it has open. */
  record AccountRow(
      long id,
      String handle,
      String name,
      String email,
      boolean emailVerified,
      Role role,
      long createdAtMs,
      Optional<Long> bannedAtMs,
      Optional<Long> bannedUntilMs,
      Optional<Long> deletedAtMs,
      int liveSessions) {
    public boolean isBanned(long nowMs) {
      return new Ban(bannedAtMs, bannedUntilMs, "").holds(nowMs);
    }

    /** No personal data: this may end up in a log. */
    @Override
    public String toString() {
      return "account " + id;
    }
  }
}
