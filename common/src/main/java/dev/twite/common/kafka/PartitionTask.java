package dev.twite.common.kafka;

import dev.twite.common.error.Outages;
import dev.twite.common.identity.CallContext;
import dev.twite.common.log.AccessLog;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.trace.KafkaSpans;
import dev.twite.common.trace.TraceSpan;
import dev.twite.common.trace.Tracing;
import io.grpc.Context;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Handles one batch of one partition in order, record by record or several at once. */
final class PartitionTask implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(PartitionTask.class);
  private static final int TRIES = 5;

  /** Between two actions a task can stop, and shows how far it is. */
  static final int MOST_TOGETHER = 64;

  private final Factory context;
  private final TopicPartition partition;
  private final List<ConsumerRecord<byte[], byte[]>> batch;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile long nextOffset;
  private volatile long movedAt = System.nanoTime();

  private PartitionTask(
      Factory context, TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> batch) {
    this.context = context;
    this.partition = partition;
    this.batch = batch;
    this.nextOffset = batch.getFirst().offset();
  }

  TopicPartition partition() {
    return partition;
  }

  long firstOffset() {
    return batch.getFirst().offset();
  }

  /** Everything before this offset has been handled. */
  long nextOffset() {
    return nextOffset;
  }

  /** How long the record in work has been that. */
  Duration stalled() {
    return Duration.ofNanos(System.nanoTime() - movedAt);
  }

  /** Whether the batch was handled to its end. */
  boolean isDone() {
    return nextOffset == batch.getLast().offset() + 1;
  }

  /** Ends the task after the record in work; one that waits for an outage ends at once. */
  void stop() {
    stop.countDown();
  }

  boolean awaitEnd(Duration timeout) {
    try {
      return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void run() {
    try {
      for (int done = 0; done < batch.size(); ) {
        List<ConsumerRecord<byte[], byte[]>> some = batch.subList(done, togetherFrom(done));
        if (stopping() || !(handleTogether(some) || handleOneByOne(some))) {
          return;
        }
        done += some.size();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      context.onEnd.accept(this);
      ended.countDown();
    }
  }

  /** The end of those that one action takes at once, beginning with {@code from}. */
  private int togetherFrom(int from) {
    Optional<Consumer<List<Event>>> action = together(batch.get(from));
    int end = from + 1;
    int last = Math.min(batch.size(), from + MOST_TOGETHER);
    while (action.isPresent() && end < last && together(batch.get(end)).equals(action)) {
      end++;
    }
    return end;
  }

  private Optional<Consumer<List<Event>>> together(ConsumerRecord<byte[], byte[]> record) {
    return context.handler.together(EventCodec.typeOf(record));
  }

  /** False when they have to be tried alone. */
  private boolean handleTogether(List<ConsumerRecord<byte[], byte[]>> some) {
    if (some.size() == 1) {
      return false;
    }
    long start = System.nanoTime();
    try {
      List<Event> events = some.stream().flatMap(one -> EventCodec.decode(one).stream()).toList();
      take(events);
      moveTo(some.getLast());
      double each = (System.nanoTime() - start) / 1e9 / events.size();
      for (Event event : events) {
        String type = EventCodec.typeOf(event.payload());
        MDC.put("request_id", event.requestId());
        AccessLog.event(context.group, type, event.id(), (long) (each * 1e9), event.requestId());
        context.seconds.labels(context.group, type).observe(each);
      }
      return true;
    } catch (RuntimeException | Error failed) {
      log.info(
          "{}: {} records of {} failed together, each is tried alone: {}",
          context.group,
          some.size(),
          partition,
          failed.toString());
      return false;
    } finally {
      MDC.remove("request_id");
    }
  }

  private void take(List<Event> events) {
    TraceSpan span =
        KafkaSpans.processAll(
            context.tracing,
            context.group,
            Set.of(partition.topic()),
            events.stream().map(Event::traceparent).toList());
    List<Event> within =
        span.isRecorded()
            ? events.stream().map(event -> event.within(span.traceparent())).toList()
            : events;
    Consumer<List<Event>> action =
        context.handler.together(EventCodec.typeOf(events.getFirst().payload())).orElseThrow();
    try {
      CallContext.withRequest(CallContext.newRequestId(), span).run(() -> action.accept(within));
    } catch (RuntimeException | Error failed) {
      span.failed(failed);
      throw failed;
    } finally {
      span.end();
    }
  }

  /** False when it broke off. */
  private boolean handleOneByOne(List<ConsumerRecord<byte[], byte[]>> some)
      throws InterruptedException {
    for (ConsumerRecord<byte[], byte[]> record : some) {
      if (stopping() || !handleOrPark(record)) {
        return false;
      }
      moveTo(record);
    }
    return true;
  }

  private void moveTo(ConsumerRecord<byte[], byte[]> record) {
    nextOffset = record.offset() + 1;
    movedAt = System.nanoTime();
  }

  /** True when the record is done with: handled, or safe in the dead-letter topic. */
  private boolean handleOrPark(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    // On the lines about the record too, not only on those of its handler.
    MDC.put("request_id", EventCodec.requestIdOf(record));
    try {
      return tryUntilDone(record);
    } finally {
      MDC.remove("request_id");
    }
  }

  private boolean tryUntilDone(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    Backoff backoff = new Backoff();
    for (int failures = 0; ; ) {
      try {
        handle(record);
        return true;
      } catch (PoisonException poison) {
        return park(record, poison);
      } catch (RuntimeException | Error failed) {
        if (Outages.isOutage(failed)) {
          context.waits.labels(context.group, partition.topic()).inc();
          log.warn(
              "{}: waiting for an outage at {}-{}: {}",
              context.group,
              partition,
              record.offset(),
              failed.toString());
        } else if (++failures == TRIES) {
          return park(record, failed);
        } else {
          log.warn(
              "{}: {}-{} failed, try {}",
              context.group,
              partition,
              record.offset(),
              failures,
              failed);
        }
      }
      if (stop.await(backoff.nextMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
  }

  private void handle(ConsumerRecord<byte[], byte[]> record) {
    Optional<Event> decoded = EventCodec.decode(record);
    if (decoded.isEmpty()) {
      return;
    }
    Event read = decoded.get();
    TraceSpan span =
        KafkaSpans.process(context.tracing, context.group, record, read.id(), read.traceparent());
    Event event = span.isRecorded() ? read.within(span.traceparent()) : read;
    Context request =
        CallContext.withRequest(
            event.requestId().isEmpty() ? CallContext.newRequestId() : event.requestId(), span);
    long start = System.nanoTime();
    String type = EventCodec.typeOf(event.payload());
    try {
      request.run(
          () -> {
            context.handler.handle(event);
            AccessLog.event(
                context.group, type, event.id(), System.nanoTime() - start, event.requestId());
          });
    } catch (RuntimeException | Error failed) {
      span.failed(failed);
      throw failed;
    } finally {
      span.end();
      context.seconds.labels(context.group, type).observe((System.nanoTime() - start) / 1e9);
    }
  }

  private boolean park(ConsumerRecord<byte[], byte[]> record, Throwable cause)
      throws InterruptedException {
    log.error("{}: {}-{} can't be handled", context.group, partition, record.offset(), cause);
    while (!context.deadLetters.add(record, cause)) {
      if (stop.await(Backoff.jittered(Backoff.LONGEST), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return true;
  }

  private boolean stopping() {
    return stop.getCount() == 0;
  }

  /** What the tasks of one loop share. */
  static final class Factory {
    private final String group;
    private final EventHandler handler;
    private final DeadLetters deadLetters;
    private final Consumer<PartitionTask> onEnd;
    private final Tracing tracing;
    private final Histogram seconds;
    private final Counter waits;

    Factory(
        String group,
        EventHandler handler,
        DeadLetters deadLetters,
        Metrics metrics,
        Tracing tracing,
        Consumer<PartitionTask> onEnd) {
      this.group = group;
      this.handler = handler;
      this.deadLetters = deadLetters;
      this.onEnd = onEnd;
      this.tracing = tracing;
      this.seconds =
          metrics.histogram("twite_consumer_seconds", "Time to handle an event", "group", "type");
      this.waits = ConsumerMetrics.waits(metrics);
    }

    PartitionTask of(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> batch) {
      return new PartitionTask(this, partition, batch);
    }
  }
}
