package dev.twite.auth.store;

import dev.twite.common.identity.Role;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code users}. Deleted accounts are found, too. */
@RegisterConstructorMapper(UserRow.class)
public interface UserDao {
  /** Constraint that a handle in use violates. */
  String HANDLE_UNIQUE = "users_handle_unique";

  /** Constraint that an address in use violates. */
  String EMAIL_UNIQUE = "users_email_unique";

  String SELECT =
      """
      SELECT id, handle, email, email_verified, name, password_hash, role, created_at_ms,
             banned_at_ms, banned_until_ms, ban_reason, standing_version, deleted_at_ms
      FROM users
      """;

  @SqlUpdate(
      """
      INSERT INTO users (id, handle, handle_lower, email, email_lower, name, password_hash, created_at_ms)
      VALUES (:id, :handle, :handleLower, :email, :emailLower, :name, :passwordHash, :createdAtMs)
      """)
  void insert(@BindMethods NewUser user);

  @SqlQuery(SELECT + "WHERE id = :id")
  Optional<UserRow> find(@Bind("id") long id);

  /** As {@link #find}; nobody changes the account before this transaction ends. */
  @SqlQuery(SELECT + "WHERE id = :id FOR SHARE")
  Optional<UserRow> findUnchanging(@Bind("id") long id);

  @SqlQuery(SELECT + "WHERE handle_lower = :handleLower")
  Optional<UserRow> findByHandle(@Bind("handleLower") String handleLower);

  @SqlQuery(SELECT + "WHERE email_lower = :emailLower")
  Optional<UserRow> findByEmail(@Bind("emailLower") String emailLower);

  /** Sets a hash in place of {@code before}; 0 rows when somebody else was faster. */
  @SqlUpdate(
      """
      UPDATE users SET password_hash = :after
      WHERE id = :id AND password_hash = :before AND deleted_at_ms IS NULL
      """)
  int replacePassword(
      @Bind("id") long id, @Bind("before") String before, @Bind("after") String after);

  @SqlUpdate("UPDATE users SET password_hash = :hash WHERE id = :id AND deleted_at_ms IS NULL")
  int setPassword(@Bind("id") long id, @Bind("hash") String hash);

  @SqlUpdate("UPDATE users SET email_verified = true WHERE id = :id AND deleted_at_ms IS NULL")
  int verifyEmail(@Bind("id") long id);

  @SqlUpdate(
      """
      UPDATE users SET deleted_at_ms = :now, password_hash = ''
      WHERE id = :id AND password_hash = :before AND deleted_at_ms IS NULL
      """)
  int delete(@Bind("id") long id, @Bind("before") String before, @Bind("now") long nowMs);

  /** As {@link #find}, for this transaction alone to change. */
  @SqlQuery(SELECT + "WHERE id = :id FOR NO KEY UPDATE")
  Optional<UserRow> lock(@Bind("id") long id);

  /**
   * @param bannedAtMs null = not banned
   * @param bannedUntilMs null = without end
   */
  @SqlUpdate(
      """
      UPDATE users SET role = :role, banned_at_ms = :bannedAt, banned_until_ms = :bannedUntil,
        ban_reason = :reason, standing_version = :version
      WHERE id = :id
      """)
  void setStanding(
      @Bind("id") long id,
      @Bind("role") Role role,
      @Bind("bannedAt") Long bannedAtMs,
      @Bind("bannedUntil") Long bannedUntilMs,
      @Bind("reason") String reason,
      @Bind("version") long version);

  /** An account to make. */
  record NewUser(
      long id,
      String handle,
      String handleLower,
      String email,
      String emailLower,
      String name,
      String passwordHash,
      long createdAtMs) {}
}
