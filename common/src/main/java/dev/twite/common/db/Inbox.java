package dev.twite.common.db;

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
}
