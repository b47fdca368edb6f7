package dev.twite.common.kafka;

import dev.twite.common.kafka.BatchHandler.Gap;
import dev.twite.common.kafka.BatchLoop.Readers;
import dev.twite.common.kafka.BatchLoop.Shape;
import dev.twite.common.metrics.Metrics;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.time.Duration;
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
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which partitions a {@link BatchLoop} has, and where it goes on in them: that the handler knows.
 * One consumer after another; of the loop's thread alone, but for {@link #wakeup}.
 */
final class Membership {
  private static final Logger log = LoggerFactory.getLogger(Membership.class);
  private static final Duration POLL = Duration.ofMillis(250);

  private final String name;
  private final KafkaConfig config;
  private final List<String> topics;
  private final Shape shape;
  private final BatchHandler handler;
  private final LagGauge lag;
  private final Counter.Child polls;
  private final Gauge.Child stalled;
  private final CountDownLatch stopped;
  private final Set<TopicPartition> unplaced = new HashSet<>();
  private final Map<TopicPartition, Gap> told = new HashMap<>();
  private final Logs logs;
  private boolean moved;
  private long waitsSince;
  private volatile KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param stopped ends every wait
   */
  Membership(
      String name,
      KafkaConfig config,
      List<String> topics,
      Shape shape,
      BatchHandler handler,
      Metrics metrics,
      CountDownLatch stopped) {
    this.name = name;
    this.config = config;
    this.logs = new Logs(config);
    this.topics = List.copyOf(topics);
    this.shape = shape;
    this.handler = handler;
    this.lag = new LagGauge(name, metrics);
    this.polls = ConsumerMetrics.polls(metrics).labels(name);
    this.stalled = ConsumerMetrics.stalled(metrics).labels(name);
    this.stopped = stopped;
  }

  /** Makes a consumer, which whoever asks closes. */
  KafkaConsumer<byte[], byte[]> open() {
    Map<String, Object> particular = new HashMap<>();
    particular.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, shape.most());
    // Where nothing is kept, or what is kept is gone, the place is chosen here.
    particular.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    particular.put(
        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) Math.max(100, shape.linger().toMillis()));
    if (!shape.linger().isZero()) {
      particular.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, ConsumerSettings.ENOUGH_BYTES);
    }
    return ConsumerSettings.open(
        shape.readers() == Readers.SHARE
            ? ConsumerSettings.member(config, name)
            : ConsumerSettings.alone(config),
        particular);
  }

  /** Begins with a consumer, a new one. */
  void join(KafkaConsumer<byte[], byte[]> current) {
    consumer = current;
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

  /** What comes next; empty when nothing could be asked for. */
  Optional<ConsumerRecords<byte[], byte[]>> poll() throws InterruptedException {
    polls.inc();
    if (!unplaced.isEmpty() && !place(consumer)) {
      return Optional.empty();
    }
    ConsumerRecords<byte[], byte[]> records;
    try {
      records = consumer.poll(POLL);
    } catch (InvalidOffsetException gone) {
      lost(gone);
      return Optional.empty();
    }
    if (!records.isEmpty() && !logs.areTheSame(records.partitions())) {
      misplace(records.partitions());
      return Optional.empty();
    }
    // A rebalance in this poll may have brought partitions; their records come with the next.
    moved = false;
    return Optional.of(records);
  }

  /** Has the handler asked where to go on, everywhere. */
  void misplace() {
    misplace(consumer.assignment());
  }

  /** Tells Kafka what is done, for those who look on: where to go on, the handler knows. */
  void done(ConsumerRecords<byte[], byte[]> records) {
    if (shape.readers() == Readers.SHARE) {
      consumer.commitAsync(
          records.nextOffsets(), (offsets, failed) -> log.trace("{}: {}", name, offsets, failed));
    }
  }

  void reportLag() {
    waitsSince = 0;
    stalled.set(0);
    for (TopicPartition partition : consumer.assignment()) {
      consumer.currentLag(partition).ifPresent(rest -> lag.show(partition, rest));
    }
  }

  /** The log that a partition's records are of. */
  TopicIdPartition log(TopicPartition partition) {
    return logs.of(partition);
  }

  /** Whether partitions have come or gone since the last records. */
  boolean hasMoved() {
    return moved;
  }

  /** Polls without fetching, for as long as the wait lasts. */
  void keepWaiting(Backoff backoff) throws InterruptedException {
    polls.inc();
    long now = System.nanoTime();
    waitsSince = waitsSince == 0 ? now : waitsSince;
    stalled.set((now - waitsSince) / 1e9);
    consumer.pause(consumer.assignment());
    if (!stopped.await(backoff.nextMillis(), TimeUnit.MILLISECONDS)) {
      pollNothing(consumer);
    }
    if (unplaced.isEmpty()) {
      consumer.resume(consumer.assignment());
    }
  }

  /** Ends a poll that another thread is in. */
  void wakeup() {
    KafkaConsumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
  }

  /** The consumer is gone. */
  void forget() {
    unplaced.clear();
    logs.disconnect();
  }

  private void lost(InvalidOffsetException gone) {
    logs.lost(gone);
    misplace(gone.partitions());
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
      keepWaiting(new Backoff());
      return false;
    }
  }

  private boolean place(KafkaConsumer<byte[], byte[]> current, Set<TopicPartition> all)
      throws InterruptedException {
    Map<TopicPartition, Position> kept = handler.positions(logs.look(all));
    Map<TopicPartition, Long> oldest = current.beginningOffsets(all);
    Map<TopicPartition, Long> ends = current.endOffsets(all);
    Map<TopicPartition, OffsetAndMetadata> fitting = new HashMap<>();
    Map<TopicPartition, Gap> gaps = new HashMap<>();
    for (TopicPartition partition : all) {
      long first = oldest.get(partition);
      Position position = kept.getOrDefault(partition, new Position(first, Position.NO_EPOCH));
      Optional<OffsetAndMetadata> fits =
          logs.after(partition, position, first, ends.get(partition));
      fitting.put(partition, fits.orElse(new OffsetAndMetadata(first)));
      Gap gap = new Gap(position.next(), first);
      if (fits.isEmpty() && !gap.equals(told.get(partition))) {
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

  private void pollNothing(KafkaConsumer<byte[], byte[]> current) {
    try {
      current.poll(Duration.ZERO);
    } catch (InvalidOffsetException unknown) {
      lost(unknown);
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
      unplaced.removeAll(partitions);
      lag.forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      onPartitionsRevoked(partitions);
    }
  }
}
