package dev.twite.auth.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code signing_keys}. */
public interface SigningKeyDao {
  /** All keys, the one that signs last first. */
  @SqlQuery(
      """
      SELECT kid, x, y, sealed_private, signs_from_ms, not_after_ms
      FROM signing_keys
      ORDER BY signs_from_ms DESC, kid
      """)
  @RegisterConstructorMapper(SigningKeyRow.class)
  List<SigningKeyRow> all();

  @SqlUpdate(
      """
      INSERT INTO signing_keys (kid, x, y, sealed_private, signs_from_ms)
      VALUES (:kid, :x, :y, :sealedPrivate, :signsFromMs)
      """)
  void insert(@BindMethods SigningKeyRow key);

  @SqlUpdate("UPDATE signing_keys SET not_after_ms = :notAfter WHERE kid = :kid")
  void retire(@Bind("kid") String kid, @Bind("notAfter") long notAfterMs);

  @SqlUpdate("UPDATE signing_keys SET signs_from_ms = :from WHERE kid = :kid")
  void signFrom(@Bind("kid") String kid, @Bind("from") long signsFromMs);

  @SqlUpdate("DELETE FROM signing_keys WHERE not_after_ms <= :now")
  void removeOver(@Bind("now") long nowMs);

  /** Until this transaction ends, no other process plans keys. */
  @SqlQuery("SELECT pg_advisory_xact_lock(hashtextextended('twite_auth_signing_keys', 0)) IS NULL")
  boolean lockPlanning();
}
