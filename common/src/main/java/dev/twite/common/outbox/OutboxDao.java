package dev.twite.common.outbox;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * The table {@code outbox}, the same in every service that emits events. A row is an event not yet
 * published.
 */
interface OutboxDao {
  /** Many in one round trip, in their order. */
  @SqlBatch(
      """
      INSERT INTO outbox (event_id, topic, key, type, payload, request_id, traceparent, occurred_at_ms)
      VALUES (:eventId, :topic, :key, :type, :payload, :requestId, :traceparent, :occurredAtMs)
      """)
  void insertAll(@BindMethods List<NewRow> rows);

  @SqlQuery(
      """
      SELECT id, event_id, topic, key, type, payload, request_id, traceparent, occurred_at_ms
      FROM outbox
      ORDER BY id
      LIMIT :limit
      """)
  @RegisterConstructorMapper(Row.class)
  List<Row> oldest(@Bind("limit") int limit);

  @SqlUpdate("DELETE FROM outbox WHERE id = ANY(:ids)")
  void delete(@Bind("ids") long[] ids);

  /** Events that wait; more than 10,000 are not counted. */
  @SqlQuery("SELECT count(*) FROM (SELECT id FROM outbox LIMIT 10000) AS some")
  long waiting();

  @SqlQuery("SELECT coalesce(min(occurred_at_ms), 0) FROM outbox")
  long oldestOccurredAtMs();

  /** An event to append. */
  record NewRow(
      long eventId,
      String topic,
      long key,
      String type,
      byte[] payload,
      String requestId,
      String traceparent,
      long occurredAtMs) {}

  /** An event to publish; {@code id} gives the order. */
  record Row(
      long id,
      long eventId,
      String topic,
      long key,
      String type,
      byte[] payload,
      String requestId,
      String traceparent,
      long occurredAtMs) {}
}
