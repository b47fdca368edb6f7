package dev.twite.common.outbox;

import dev.twite.common.kafka.EventCodec;
import dev.twite.common.kafka.EventProducer;
import io.prometheus.client.Counter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes a batch of outbox rows and deletes those that Kafka has. */
final class OutboxPublisher {
  private static final Logger log = LoggerFactory.getLogger(OutboxPublisher.class);
  private static final int BATCH = 1_000;

  private final EventProducer producer;
  private final Counter published;

  enum Result {
    /** All that there was is published. */
    DONE,
    /** Something was published, and there may be more. */
    MORE,
    /** Kafka took nothing. */
    FAILED
  }

  OutboxPublisher(EventProducer producer, Counter published) {
    this.producer = producer;
    this.published = published;
  }

  /**
   * @param oldest gets when the oldest event happened that waits, in ms since 1970; 0 = none waits
   */
  Result publishBatch(OutboxDao outbox, LongConsumer oldest) throws InterruptedException {
    List<OutboxDao.Row> rows = outbox.oldest(BATCH);
    oldest.accept(rows.stream().mapToLong(OutboxDao.Row::occurredAtMs).min().orElse(0));
    if (rows.isEmpty()) {
      return Result.DONE;
    }
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(rows.size());
    for (OutboxDao.Row row : rows) {
      records.add(
          EventCodec.encode(
              row.topic(),
              row.key(),
              row.type(),
              row.payload(),
              row.eventId(),
              row.occurredAtMs(),
              row.requestId(),
              row.traceparent()));
    }
    long[] done = deletable(rows, producer.send(records));
    if (done.length > 0) {
      outbox.delete(done);
      published.inc(done.length);
    }
    if (done.length < rows.size()) {
      log.warn(
          "Kafka did not take {} of {} events, they stay: {}",
          rows.size() - done.length,
          rows.size(),
          String.valueOf(producer.lastFailure()));
      return done.length == 0 ? Result.FAILED : Result.MORE;
    }
    return rows.size() < BATCH ? Result.DONE : Result.MORE;
  }

  /**
   * A row whose aggregate has an earlier unsent row stays too, though Kafka has it: both are sent
   * again, so that the last word on an aggregate is the right one (R7).
   */
  static long[] deletable(List<OutboxDao.Row> rows, boolean[] acknowledged) {
    Set<Long> unsent = new HashSet<>();
    List<Long> done = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      OutboxDao.Row row = rows.get(i);
      if (!acknowledged[i]) {
        unsent.add(row.key());
      } else if (!unsent.contains(row.key())) {
        done.add(row.id());
      }
    }
    return done.stream().mapToLong(Long::longValue).toArray();
  }
}
