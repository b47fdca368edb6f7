package dev.twite.common.outbox;

import com.google.protobuf.Message;
import dev.twite.common.id.IdSource;
import dev.twite.common.identity.CallContext;
import dev.twite.common.kafka.EventCodec;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The transactional outbox: an event is a row written in the transaction of what it tells of, so
 * both happen or neither does, and no request waits for Kafka (R1, R4). The {@link OutboxRelay}
 * publishes it.
 *
 * <p>Events of one aggregate keep their order when each is appended while its transaction holds the
 * aggregate's row.
 */
public final class Outbox {
  private final KafkaConfig kafka;
  private final IdSource ids;
  private final Clock clock;
  private final OutboxSignal signal;

  @Inject
  Outbox(KafkaConfig kafka, IdSource ids, Clock clock, OutboxSignal signal) {
    this.kafka = kafka;
    this.ids = ids;
    this.clock = clock;
    this.signal = signal;
  }

  /**
   * Appends an event to the transaction of {@code handle}; the relay is woken when it commits.
   *
   * @param key id of the aggregate, which orders events
   */
  public void append(Handle handle, Topic topic, long key, Message payload) {
    appendAll(handle, topic, List.of(Entry.ofThisRequest(key, payload)));
  }

  /** Appends events of many requests, in their order, in one round trip. */
  public void appendAll(Handle handle, Topic topic, List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    long now = clock.millis();
    handle
        .attach(OutboxDao.class)
        .insertAll(entries.stream().map(entry -> row(topic, entry, now)).toList());
    handle.afterCommit(signal::raise);
  }

  /**
   * Appends events that have been published before, as they were and under their own ids: a
   * consumer that has handled one knows it again.
   */
  public void appendAgain(Handle handle, List<Published> events) {
    if (events.isEmpty()) {
      return;
    }
    handle
        .attach(OutboxDao.class)
        .insertAll(
            events.stream()
                .map(
                    event ->
                        new OutboxDao.NewRow(
                            event.eventId(),
                            event.topic(),
                            event.key(),
                            event.type(),
                            event.payload(),
                            event.requestId(),
                            event.traceparent(),
                            event.occurredAtMs()))
                .toList());
    handle.afterCommit(signal::raise);
  }

  /** When the oldest event happened that is not yet published, in ms since 1970; 0 = none waits. */
  public static long oldestUnpublishedMs(Handle handle) {
    return handle.attach(OutboxDao.class).oldestOccurredAtMs();
  }

  private OutboxDao.NewRow row(Topic topic, Entry entry, long now) {
    return new OutboxDao.NewRow(
        ids.next(),
        topic.in(kafka),
        entry.key(),
        EventCodec.typeOf(entry.payload()),
        entry.payload().toByteArray(),
        entry.requestId(),
        entry.traceparent(),
        now);
  }

  /**
   * An event as it was published.
   *
   * @param topic with a deployment's prefix
   * @param type the word in the event-type header
   */
  public record Published(
      String topic,
      long key,
      String type,
      byte[] payload,
      long eventId,
      String requestId,
      String traceparent,
      long occurredAtMs) {}

  /**
   * An event to append.
   *
   * @param key id of the aggregate, which orders events
   * @param requestId of the request it comes from; may be empty
   * @param traceparent of that request; may be empty
   */
  public record Entry(long key, Message payload, String requestId, String traceparent) {
    /** Of the request that is being handled. */
    public static Entry ofThisRequest(long key, Message payload) {
      return new Entry(
          key, payload, CallContext.requestId().orElse(""), CallContext.traceparent().orElse(""));
    }
  }
}
