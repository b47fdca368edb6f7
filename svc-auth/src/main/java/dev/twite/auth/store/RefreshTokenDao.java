package dev.twite.auth.store;

import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The tables {@code refresh_tokens} and {@code refresh_successors}; tokens by their SHA-256. */
public interface RefreshTokenDao {
  @SqlUpdate(
      """
      INSERT INTO refresh_tokens (hash, session_id, expires_at_ms)
      VALUES (:hash, :sessionId, :expires)
      """)
  void insert(
      @Bind("hash") byte[] hash,
      @Bind("sessionId") long sessionId,
      @Bind("expires") long expiresAtMs);

  @SqlQuery("SELECT session_id, expires_at_ms, used_at_ms FROM refresh_tokens WHERE hash = :hash")
  @RegisterConstructorMapper(TokenRow.class)
  Optional<TokenRow> find(@Bind("hash") byte[] hash);

  /** Marks a token as used; 0 rows when it was already. */
  @SqlUpdate(
      "UPDATE refresh_tokens SET used_at_ms = :now WHERE hash = :hash AND used_at_ms IS NULL")
  int use(@Bind("hash") byte[] hash, @Bind("now") long nowMs);

  @SqlUpdate(
      """
      INSERT INTO refresh_successors (hash, sealed_token, created_at_ms)
      VALUES (:hash, :sealed, :now)
      """)
  void insertSuccessor(
      @Bind("hash") byte[] hash, @Bind("sealed") byte[] sealed, @Bind("now") long nowMs);

  @SqlQuery("SELECT sealed_token FROM refresh_successors WHERE hash = :hash")
  Optional<byte[]> successor(@Bind("hash") byte[] hash);

  /** A refresh token. */
  record TokenRow(long sessionId, long expiresAtMs, Optional<Long> usedAtMs) {}
}
