package dev.twite.common.kafka;

import dev.twite.common.boot.Component;
import dev.twite.common.error.Outages;
import dev.twite.common.identity.CallContext;
import dev.twite.common.kafka.BatchHandler.Gap;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.Threads;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics in batches for a store that keeps its own positions ({@link BatchHandler}). The
 * thread that polls also handles: a partition never leaves while its records are in work. While an
 * outage lasts, polling goes on with nothing fetched, so that a member stays one (R9).
 */
public final class BatchLoop implements Component {
  private static final Logger log = LoggerFactory.getLogger(BatchLoop.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final int TRIES = 5;
  private static final int ENOUGH_BYTES = 1 << 20;

  private final String name;
  private final KafkaConfig config;
  private final List<String> topics;
  private final Shape shape;
  private final BatchHandler handler;
  private final DeadLetters deadLetters;
  private final Gauge lag;
  private final Counter waits;
  private final Thread thread;
  private final CountDownLatch stopped = new CountDownLatch(1);
  // The rest is the thread's own.
  private final Set<TopicPartition> unplaced = new HashSet<>();
  private final Map<TopicPartition, Gap> told = new HashMap<>();
  // Records that went to the dead-letter topic while others of their batch wait: once is enough.
  private final Map<TopicPartition, Set<Long>> parked = new HashMap<>();
  private boolean moved;
  private volatile KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param readers who reads what
   * @param linger how long a batch waits for more; zero = not at all
   * @param most records in a batch
   */
  public record Shape(Readers readers, Duration linger, int most) {}

  /** How the instances of a service share the records. */
  public enum Readers {
    /** Each partition goes to one of them. */
    SHARE,
    /** Each reads everything; partitions that are added later are seen at the next start. */
    EACH_ALL
  }

  /**
   * @param group the consumer group, e.g. {@code analytics}; also the name in metrics
   */
  public BatchLoop(
      String group,
      Set<Topic> topics,
      Shape shape,
      BatchHandler handler,
      KafkaConfig config,
      EventProducer producer,
      Metrics metrics,
      Clock clock) {
    this.name = config.prefix() + group;
    this.config = config;
    this.topics = topics.stream().map(topic -> topic.in(config)).sorted().toList();
    this.shape = shape;
    this.handler = handler;
    this.deadLetters = new DeadLetters(name, producer, metrics, clock);
    this.lag = ConsumerMetrics.lag(metrics);
    this.waits = ConsumerMetrics.waits(metrics);
    this.thread = Threads.loop("batch-" + group, this::run);
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void stop() throws InterruptedException {
    stopped.countDown();
    KafkaConsumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    // No interrupt: it would close the files of an index in the middle of a write.
    thread.join(Duration.ofSeconds(15));
  }

  private void run() {
    while (!stopping()) {
      try (KafkaConsumer<byte[], byte[]> fresh = open()) {
        consumer = fresh;
        join(fresh);
        while (!stopping()) {
          turn(fresh);
        }
      } catch (WakeupException stop) {
        log.debug("{}: woken to stop", name);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | Error failed) {
        log.warn("{}: consumer failed, a new one follows", name, failed);
        pause();
      }
      unplaced.clear();
    }
  }

  private KafkaConsumer<byte[], byte[]> open() {
    Map<String, Object> particular = new HashMap<>();
    particular.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, shape.most());
    // Where nothing is kept, or what is kept is gone, the place is chosen here.
    particular.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    particular.put(
        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) Math.max(100, shape.linger().toMillis()));
    if (!shape.linger().isZero()) {
      particular.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, ENOUGH_BYTES);
    }
    return ConsumerSettings.open(
        shape.readers() == Readers.SHARE
            ? ConsumerSettings.member(config, name)
            : ConsumerSettings.alone(config),
        particular);
  }

  private void join(KafkaConsumer<byte[], byte[]> current) {
    if (shape.readers() == Readers.SHARE) {
      current.subscribe(topics, new Rebalance());
      return;
    }
    List<TopicPartition> all =
        topics.stream()
            .flatMap(topic -> current.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    current.assign(all);
    misplace(all);
  }

  private void turn(KafkaConsumer<byte[], byte[]> current) throws InterruptedException {
    if (!unplaced.isEmpty() && !place(current)) {
      return;
    }
    ConsumerRecords<byte[], byte[]> records;
    try {
      records = current.poll(POLL);
    } catch (InvalidOffsetException gone) {
      misplace(gone.partitions());
      return;
    }
    // A rebalance in this poll may have brought partitions; their records come with the next.
    moved = false;
    if (records.isEmpty() ? !idle() : !handle(current, records)) {
      misplace(current.assignment());
    }
    for (TopicPartition partition : current.assignment()) {
      current.currentLag(partition).ifPresent(rest -> gauge(partition).set((double) rest));
    }
  }

  private boolean idle() {
    try {
      handler.idle();
      return true;
    } catch (StalePositionsException elsewhere) {
      return false;
    }
  }

  private void misplace(Collection<TopicPartition> partitions) {
    unplaced.addAll(partitions);
  }

  /** Puts the partitions that came to where the handler wants to go on. False: not yet. */
  private boolean place(KafkaConsumer<byte[], byte[]> current) throws InterruptedException {
    current.pause(current.assignment());
    Set<TopicPartition> all = Set.copyOf(unplaced);
    try {
      return place(current, all);
    } catch (WakeupException stop) {
      throw stop;
    } catch (RuntimeException failed) {
      log.warn("{}: no positions yet: {}", name, failed.toString());
      keepWaiting(current, new Backoff());
      return false;
    }
  }

  private boolean place(KafkaConsumer<byte[], byte[]> current, Set<TopicPartition> all) {
    Map<TopicPartition, Long> kept = handler.positions(all);
    Map<TopicPartition, Long> oldest = current.beginningOffsets(all);
    Map<TopicPartition, Long> ends = current.endOffsets(all);
    Map<TopicPartition, Long> fitting = new HashMap<>();
    Map<TopicPartition, Gap> gaps = new HashMap<>();
    for (TopicPartition partition : all) {
      long first = oldest.get(partition);
      long next = kept.getOrDefault(partition, first);
      boolean fits = next >= first && next <= ends.get(partition);
      fitting.put(partition, fits ? next : first);
      Gap gap = new Gap(next, first);
      if (!fits && !gap.equals(told.get(partition))) {
        gaps.put(partition, gap);
      }
    }
    if (!gaps.isEmpty()) {
      log.warn("{}: kept positions that are not there any more: {}", name, gaps);
      handler.missing(gaps);
      told.putAll(gaps);
      misplace(current.assignment());
      return false;
    }
    fitting.forEach(current::seek);
    told.keySet().removeAll(all);
    unplaced.removeAll(all);
    current.resume(current.assignment());
    return true;
  }

  /** False when it was given up: what was not handled has to be read again. */
  private boolean handle(
      KafkaConsumer<byte[], byte[]> current, ConsumerRecords<byte[], byte[]> records)
      throws InterruptedException {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(records.count());
    records.partitions().forEach(partition -> all.addAll(records.records(partition)));
    if (!handle(current, all)) {
      return false;
    }
    if (shape.readers() == Readers.SHARE) {
      // For those who look on: where to go on, the handler knows.
      Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
      records
          .nextOffsets()
          .forEach((partition, next) -> done.put(partition, new OffsetAndMetadata(next.offset())));
      current.commitAsync(done, (offsets, failed) -> log.trace("{}: {}", name, offsets, failed));
    }
    return true;
  }

  private boolean handle(
      KafkaConsumer<byte[], byte[]> current, List<ConsumerRecord<byte[], byte[]>> records)
      throws InterruptedException {
    Optional<EventBatch> batch =
        EventBatch.of(records, (record, poison) -> park(current, record, poison));
    return batch.isPresent() && handle(current, batch.get(), records);
  }

  private boolean handle(
      KafkaConsumer<byte[], byte[]> current,
      EventBatch batch,
      List<ConsumerRecord<byte[], byte[]>> records)
      throws InterruptedException {
    Backoff backoff = new Backoff();
    for (int failures = 0; !givingUp(); ) {
      try {
        CallContext.withRequest(CallContext.newRequestId(), "").run(() -> handler.handle(batch));
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
          return oneByOne(current, records);
        } else if (batch.records().isEmpty()) {
          // Not even the position is kept: nothing can go on.
          throw failed;
        } else {
          return park(current, records.getFirst(), failed)
              && handle(current, batch.withoutRecords(), records);
        }
      }
      keepWaiting(current, backoff);
    }
    return false;
  }

  private boolean oneByOne(
      KafkaConsumer<byte[], byte[]> current, List<ConsumerRecord<byte[], byte[]>> records)
      throws InterruptedException {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (!handle(current, List.of(record))) {
        return false;
      }
    }
    return true;
  }

  /** False when it was given up before Kafka took it. */
  private boolean park(
      KafkaConsumer<byte[], byte[]> current,
      ConsumerRecord<byte[], byte[]> record,
      Throwable cause) {
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
        keepWaiting(current, backoff);
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

  /** Polls without fetching, for as long as the wait lasts. */
  private void keepWaiting(KafkaConsumer<byte[], byte[]> current, Backoff backoff)
      throws InterruptedException {
    current.pause(current.assignment());
    if (!stopped.await(backoff.nextMillis(), TimeUnit.MILLISECONDS)) {
      pollNothing(current);
    }
    if (unplaced.isEmpty()) {
      current.resume(current.assignment());
    }
  }

  private void pollNothing(KafkaConsumer<byte[], byte[]> current) {
    try {
      current.poll(Duration.ZERO);
    } catch (InvalidOffsetException unknown) {
      misplace(unknown.partitions());
    }
  }

  private boolean givingUp() {
    return moved || stopping();
  }

  private Gauge.Child gauge(TopicPartition partition) {
    return lag.labels(name, partition.topic(), Integer.toString(partition.partition()));
  }

  private boolean stopping() {
    return stopped.getCount() == 0;
  }

  private void pause() {
    try {
      stopped.await(Backoff.LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      moved = true;
      misplace(partitions);
      // Nothing is read from where Kafka would begin.
      consumer.pause(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      moved = true;
      for (TopicPartition partition : partitions) {
        unplaced.remove(partition);
        lag.remove(name, partition.topic(), Integer.toString(partition.partition()));
      }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      onPartitionsRevoked(partitions);
    }
  }
}
