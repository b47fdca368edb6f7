package dev.twite.auth.store;

import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code one_time_tokens}; tokens by their SHA-256. */
public interface OneTimeTokenDao {
  /** What a token is good for. */
  enum Purpose {
    VERIFY_EMAIL,
    PASSWORD_RESET
  }

  @SqlUpdate(
      """
      INSERT INTO one_time_tokens (hash, user_id, purpose, expires_at_ms)
      VALUES (:hash, :userId, :purpose, :expires)
      """)
  void insert(
      @Bind("hash") byte[] hash,
      @Bind("userId") Optional<Long> userId,
      @Bind("purpose") Purpose purpose,
      @Bind("expires") long expiresAtMs);

  /** Whose token it is, without using it. */
  @SqlQuery(
      """
      SELECT user_id FROM one_time_tokens
      WHERE hash = :hash AND purpose = :purpose AND expires_at_ms > :now AND user_id IS NOT NULL
      """)
  Optional<Long> find(
      @Bind("hash") byte[] hash, @Bind("purpose") Purpose purpose, @Bind("now") long nowMs);

  /** Uses a token up: of several that try, one is answered. */
  @SqlQuery(
      """
      DELETE FROM one_time_tokens
      WHERE hash = :hash AND purpose = :purpose AND expires_at_ms > :now AND user_id IS NOT NULL
      RETURNING user_id
      """)
  Optional<Long> use(
      @Bind("hash") byte[] hash, @Bind("purpose") Purpose purpose, @Bind("now") long nowMs);

  @SqlUpdate("DELETE FROM one_time_tokens WHERE user_id = :userId AND purpose = :purpose")
  void removeAll(@Bind("userId") long userId, @Bind("purpose") Purpose purpose);
}
