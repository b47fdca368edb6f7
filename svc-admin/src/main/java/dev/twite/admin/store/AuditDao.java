package dev.twite.admin.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code audit}: rows come and stay. */
public interface AuditDao {
  @SqlUpdate(
      """
      INSERT INTO audit (id, at_ms, actor_id, actor, action, subject_type, subject_id, reason, detail, request_id)
      VALUES (:id, :atMs, :actorId, :actor, :action, :subjectType, :subjectId, :reason, :detail, :requestId)
      """)
  void insert(@BindMethods AuditRow row);

  /** Newest first. */
  @SqlQuery(
      """
      SELECT id, at_ms, actor_id, actor, action, subject_type, subject_id, reason, detail, request_id
      FROM audit
      WHERE id < :beforeId AND action = ANY(:actions)
        AND (:actorId = 0 OR actor_id = :actorId)
        AND (:subjectType = '' OR subject_type = :subjectType)
        AND (:subjectId = '' OR subject_id = :subjectId)
        AND at_ms >= :fromMs AND at_ms < :toMs
      ORDER BY id DESC LIMIT :limit
      """)
  @RegisterConstructorMapper(AuditRow.class)
  List<AuditRow> find(@BindMethods Filter filter);

  /**
   * Which rows.
   *
   * @param actions any of these
   * @param actorId 0 = anybody's
   * @param subjectType empty = any
   * @param subjectId empty = any
   * @param beforeId exclusive
   */
  record Filter(
      String[] actions,
      long actorId,
      String subjectType,
      String subjectId,
      long fromMs,
      long toMs,
      long beforeId,
      int limit) {}
}
