package dev.twite.common.kafka;

import com.google.protobuf.Message;
import java.time.Instant;

/**
 * One event as a consumer sees it.
 *
 * @param id unique for what happened, the same in every redelivery
 * @param occurredAt when it was written to the outbox
 * @param payload a message of events.proto
 * @param requestId of the request that caused it; may be empty
 * @param traceparent what it is a part of: that request, or sending or handling the event where
 *     those are recorded; may be empty
 */
public record Event(
    long id, Instant occurredAt, Message payload, String requestId, String traceparent) {
  /** The same as a part of other work: what comes of it belongs there. */
  Event within(String otherTraceparent) {
    return new Event(id, occurredAt, payload, requestId, otherTraceparent);
  }
}
