package dev.twite.common.db;

import java.util.Collection;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Remembers which events a service has taken in, in the transaction of their effect, so that a
 * redelivery has none (table {@code inbox}, the same in every service that uses it). Rows outlive
 * the topics' retention, then {@link Housekeeping} removes them.
 */
public final class Inbox {
  private Inbox() {}

  /** True when the event is new to this group; the caller then works in the same transaction. */
  public static boolean accept(Handle handle, String group, long eventId, long nowMs) {
    return handle
            .createUpdate(
                """
                INSERT INTO inbox (consumer, event_id, received_at_ms)
                VALUES (:consumer, :eventId, :now)
                ON CONFLICT DO NOTHING
                """)
            .bind("consumer", group)
            .bind("eventId", eventId)
            .bind("now", nowMs)
            .execute()
        == 1;
  }

  /** Those of the events that are new to this group, as with {@link #accept}. */
  public static Set<Long> acceptAll(
      Handle handle, String group, Collection<Long> eventIds, long nowMs) {
    return handle
        .createQuery(
            """
            INSERT INTO inbox (consumer, event_id, received_at_ms)
            SELECT :consumer, event_id, :now FROM unnest(:eventIds) AS event_id
            ON CONFLICT DO NOTHING
            RETURNING event_id
            """)
        .bind("consumer", group)
        // In one order, always: two who take in the same events must not wait for each other.
        .bind("eventIds", eventIds.stream().mapToLong(Long::longValue).sorted().toArray())
        .bind("now", nowMs)
        .mapTo(Long.class)
        .set();
  }
}
