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
 * @param traceparent of that request; may be empty
 */
public record Event(
    long id, Instant occurredAt, Message payload, String requestId, String traceparent) {}
