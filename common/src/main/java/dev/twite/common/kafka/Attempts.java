package dev.twite.common.kafka;

import dev.twite.common.error.Outages;
import dev.twite.common.identity.CallContext;
import dev.twite.common.trace.KafkaSpans;
import dev.twite.common.trace.TraceSpan;
import dev.twite.common.trace.Tracing;
import io.prometheus.client.Counter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has batches handled, whatever it takes: an outage is waited for, what fails in company is tried
 * alone, what fails alone goes to the dead-letter topic. Gives up only when the partitions move or
 * the loop stops. Of the loop's thread alone.
 */
final class Attempts {
  private static final Logger log = LoggerFactory.getLogger(Attempts.class);
  private static final int TRIES = 5;

  private final String name;
  private final BatchHandler handler;
  private final Membership membership;
  private final DeadLetters deadLetters;
  private final Counter waits;
  private final Tracing tracing;
  private final CountDownLatch stopped;
  // Records that went to the dead-letter topic while others of their batch wait: once is enough.
  private final Map<TopicPartition, Set<Long>> parked = new HashMap<>();

  Attempts(
      String name,
      BatchHandler handler,
      Membership membership,
      DeadLetters deadLetters,
      Counter waits,
      Tracing tracing,
      CountDownLatch stopped) {
    this.name = name;
    this.handler = handler;
    this.membership = membership;
    this.deadLetters = deadLetters;
    this.waits = waits;
    this.tracing = tracing;
    this.stopped = stopped;
  }

  /** False when it was given up: what was not handled has to be read again. */
  boolean handle(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(records.count());
    records.partitions().forEach(partition -> all.addAll(records.records(partition)));
    return handle(all);
  }

  private boolean handle(List<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
    Optional<EventBatch> batch = EventBatch.of(records, membership::log, this::park);
    return batch.isPresent() && handle(batch.get(), records);
  }

  private boolean handle(EventBatch batch, List<ConsumerRecord<byte[], byte[]>> records)
      throws InterruptedException {
    Backoff backoff = new Backoff();
    for (int failures = 0; !givingUp(); ) {
      try {
        take(batch);
        batch.next().forEach(this::forgetParked);
        return true;
      } catch (StalePositionsException elsewhere) {
        return false;
      } catch (RuntimeException | Error failed) {
        if (Outages.isOutage(failed)) {
          waits.labels(name, records.getFirst().topic()).inc();
          log.warn(
              "{}: {} records wait for an outage: {}", name, records.size(), failed.toString());
        } else if (++failures < TRIES) {
          log.warn("{}: {} records failed, try {}", name, records.size(), failures, failed);
        } else if (records.size() > 1) {
          return oneByOne(records);
        } else if (batch.records().isEmpty()) {
          // Not even the position is kept: nothing can go on.
          throw failed;
        } else {
          return park(records.getFirst(), failed) && handle(batch.withoutRecords(), records);
        }
      }
      membership.keepWaiting(backoff);
    }
    return false;
  }

  private void take(EventBatch batch) {
    TraceSpan span = KafkaSpans.processAll(tracing, name, batch.topics(), batch.traceparents());
    try {
      CallContext.withRequest(CallContext.newRequestId(), span).run(() -> handler.handle(batch));
    } catch (RuntimeException | Error failed) {
      span.failed(failed);
      throw failed;
    } finally {
      span.end();
    }
  }

  private boolean oneByOne(List<ConsumerRecord<byte[], byte[]>> records)
      throws InterruptedException {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (!handle(List.of(record))) {
        return false;
      }
    }
    return true;
  }

  /** False when it was given up before Kafka took it. */
  private boolean park(ConsumerRecord<byte[], byte[]> record, Throwable cause) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    Set<Long> before = parked.computeIfAbsent(partition, none -> new HashSet<>());
    if (before.contains(record.offset())) {
      return true;
    }
    log.error(
        "{}: {}-{} at {} can't be handled",
        name,
        record.topic(),
        record.partition(),
        record.offset(),
        cause);
    Backoff backoff = new Backoff();
    try {
      while (!deadLetters.add(record, cause)) {
        membership.keepWaiting(backoff);
        if (givingUp()) {
          return false;
        }
      }
      before.add(record.offset());
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void forgetParked(TopicPartition partition, long next) {
    parked.getOrDefault(partition, new HashSet<>()).removeIf(offset -> offset < next);
  }

  private boolean givingUp() {
    return membership.hasMoved() || stopped.getCount() == 0;
  }
}
