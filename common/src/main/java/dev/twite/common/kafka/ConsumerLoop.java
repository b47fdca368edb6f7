package dev.twite.common.kafka;

import com.google.common.collect.Sets;
import dev.twite.common.boot.Component;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.Threads;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics as one member of a consumer group and commits only what has been handled.
 *
 * <p>One platform thread polls. The records of each partition go, in order, to a task of their own
 * while that partition is paused, so a slow or waiting partition holds up neither the others nor
 * the membership in the group: polling never stops (R9). An outage is waited for inside the task
 * ({@link PartitionTask}).
 */
public final class ConsumerLoop implements Component {
  private static final Logger log = LoggerFactory.getLogger(ConsumerLoop.class);
  private static final Duration POLL = Duration.ofMillis(250);

  /** Each commit is a request to the broker and a record in its log: one for many events. */
  private static final Duration COMMIT_EVERY = Duration.ofMillis(100);

  private static final BinaryOperator<OffsetAndMetadata> LATER =
      BinaryOperator.maxBy(Comparator.comparingLong(OffsetAndMetadata::offset));
  private static final Duration RESTART_AFTER = Duration.ofSeconds(1);
  private static final int MAX_POLL_RECORDS = 500;

  /**
   * How long a fetch waits at the broker. One that was sent while a partition was paused leaves it
   * out, and the next is sent only when that one is back: with the usual 500 ms, so would events.
   */
  private static final Duration FETCH_WAIT = Duration.ofMillis(100);

  /**
   * How long new tasks are waited for before the next poll: one that has ended by then has its
   * partition in the next fetch, which otherwise goes without it, and needs no wakeup.
   */
  private static final Duration QUICK = Duration.ofMillis(20);

  /** A record in work for longer than this holds its partition up. */
  private static final Duration STALLED_AFTER = Duration.ofSeconds(2);

  private final String name;
  private final KafkaConfig config;
  private final List<String> topics;
  private final Duration linger;
  private final PartitionTask.Factory tasks;
  private final LagGauge lag;
  private final Counter.Child polls;
  private final Gauge.Child stalled;
  private final ExecutorService executor;
  private final Thread thread;
  private final Map<TopicPartition, PartitionTask> running = new HashMap<>();
  private final ConcurrentLinkedQueue<PartitionTask> finished = new ConcurrentLinkedQueue<>();
  private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
  private long committedAt = System.nanoTime();
  private int rebalances;
  private volatile boolean polling;
  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private volatile boolean stopping;

  /**
   * @param group the consumer group, e.g. {@code feed}; one for each purpose of a service
   * @param topics what to read
   * @param linger how long the broker gathers events before it hands them over; zero = not at all
   */
  public ConsumerLoop(
      String group,
      Set<Topic> topics,
      Duration linger,
      EventHandler handler,
      KafkaConfig config,
      EventProducer producer,
      Metrics metrics,
      Clock clock) {
    this.name = config.prefix() + group;
    this.config = config;
    this.topics = topics.stream().map(topic -> topic.in(config)).sorted().toList();
    this.linger = linger;
    this.lag = new LagGauge(name, metrics);
    this.polls = ConsumerMetrics.polls(metrics).labels(name);
    this.stalled = ConsumerMetrics.stalled(metrics).labels(name);
    this.executor = Threads.perTask("consume-" + group);
    this.thread = Threads.loop("poll-" + group, this::run);
    DeadLetters deadLetters = new DeadLetters(name, producer, metrics, clock);
    this.tasks =
        new PartitionTask.Factory(
            name, handler, deadLetters, metrics, producer.tracing(), this::finished);
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
    stopping = true;
    KafkaConsumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    thread.join(Duration.ofSeconds(10));
    // It is closed: nobody may wake it any more.
    consumer = null;
    executor.shutdown();
    if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
      // What is in work comes again at the next start.
      executor.shutdownNow();
    }
  }

  private void run() {
    while (!stopping) {
      try (KafkaConsumer<byte[], byte[]> fresh =
          ConsumerSettings.open(
              ConsumerSettings.member(config, name),
              Map.of(
                  ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                  MAX_POLL_RECORDS,
                  ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                  (int) (linger.isZero() ? FETCH_WAIT : linger).toMillis(),
                  ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                  linger.isZero() ? 1 : ConsumerSettings.ENOUGH_BYTES,
                  ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                  "earliest"))) {
        consumer = fresh;
        fresh.subscribe(topics, new Rebalance());
        while (!stopping) {
          turn(fresh);
        }
        finishAll(fresh);
      } catch (WakeupException stop) {
        log.debug("{}: woken to stop", name);
      } catch (RuntimeException | Error failed) {
        // Whatever it is, a group without its member would be worse.
        log.warn("{}: consumer failed, a new one follows", name, failed);
        running.values().forEach(PartitionTask::stop);
        running.clear();
        uncommitted.clear();
        pause();
      }
    }
    stalled.set(0);
  }

  private void turn(KafkaConsumer<byte[], byte[]> current) {
    ConsumerRecords<byte[], byte[]> records = poll(current);
    List<PartitionTask> started = new ArrayList<>();
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> batch = records.records(partition);
      current.pause(Set.of(partition));
      PartitionTask task = tasks.of(partition, batch);
      running.put(partition, task);
      started.add(task);
      executor.execute(task);
      current.currentLag(partition).ifPresent(rest -> lag.show(partition, rest + batch.size()));
    }
    awaitQuick(started);
    collectFinished(current);
    commitInTime(current);
    measure(current);
  }

  private ConsumerRecords<byte[], byte[]> poll(KafkaConsumer<byte[], byte[]> current) {
    polling = true;
    try {
      // Whoever ends from here on wakes the poll.
      Duration longest = uncommitted.isEmpty() ? POLL : COMMIT_EVERY;
      return current.poll(finished.isEmpty() ? longest : Duration.ZERO);
    } catch (WakeupException woken) {
      return ConsumerRecords.empty();
    } finally {
      polling = false;
    }
  }

  private static void awaitQuick(List<PartitionTask> started) {
    long end = System.nanoTime() + QUICK.toNanos();
    for (PartitionTask task : started) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (left.isNegative() || !task.awaitEnd(left)) {
        return;
      }
    }
  }

  private void measure(KafkaConsumer<byte[], byte[]> current) {
    polls.inc();
    Duration longest = Duration.ZERO;
    Map<TopicPartition, Long> waiting = new HashMap<>();
    for (PartitionTask task : running.values()) {
      Duration still = task.stalled();
      longest = still.compareTo(longest) > 0 ? still : longest;
      if (still.compareTo(STALLED_AFTER) > 0) {
        waiting.put(task.partition(), task.nextOffset());
      }
    }
    stalled.set(longest.toMillis() / 1e3);
    lag.ask(current, waiting);
  }

  private void collectFinished(KafkaConsumer<byte[], byte[]> current) {
    for (PartitionTask task = finished.poll(); task != null; task = finished.poll()) {
      TopicPartition partition = task.partition();
      if (running.remove(partition, task)) {
        uncommitted.put(partition, new OffsetAndMetadata(task.nextOffset()));
        if (!task.isDone()) {
          // It broke off; the consumer's position is past the rest of its batch.
          current.seek(partition, task.nextOffset());
        }
        current.resume(Set.of(partition));
        current.currentLag(partition).ifPresent(rest -> lag.show(partition, rest));
      }
    }
  }

  private void commitInTime(KafkaConsumer<byte[], byte[]> current) {
    long now = System.nanoTime();
    if (!uncommitted.isEmpty() && now - committedAt >= COMMIT_EVERY.toNanos()) {
      committedAt = now;
      Map<TopicPartition, OffsetAndMetadata> handled = Map.copyOf(uncommitted);
      uncommitted.clear();
      int before = rebalances;
      current.commitAsync(
          handled,
          (offsets, failed) -> {
            // A crash in between redelivers, and handlers are idempotent.
            if (failed != null) {
              log.debug("{}: commit of {} failed", name, offsets, failed);
              if (before == rebalances) {
                offsets.forEach((partition, offset) -> uncommitted.merge(partition, offset, LATER));
              }
            }
          });
    }
  }

  /** Called by a task when it has ended; the poll is woken to go on with its partition. */
  private void finished(PartitionTask task) {
    finished.add(task);
    KafkaConsumer<byte[], byte[]> current = consumer;
    if (current != null && polling && !stopping) {
      current.wakeup();
    }
  }

  private void finishAll(KafkaConsumer<byte[], byte[]> current) {
    // Closing in the middle of a rebalance would only say that they are lost.
    giveUp(current, Set.copyOf(Sets.union(running.keySet(), uncommitted.keySet())));
  }

  /** Ends the tasks of partitions that leave us and commits how far they came. */
  private void giveUp(
      KafkaConsumer<byte[], byte[]> current, Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    partitions.stream().map(running::get).filter(task -> task != null).forEach(PartitionTask::stop);
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata handled = uncommitted.remove(partition);
      if (handled != null) {
        done.put(partition, handled);
      }
      PartitionTask task = running.remove(partition);
      if (task != null
          && task.awaitEnd(Duration.ofSeconds(5))
          && task.nextOffset() > task.firstOffset()) {
        done.put(partition, new OffsetAndMetadata(task.nextOffset()));
      }
    }
    if (!done.isEmpty()) {
      commitNow(current, done);
    }
  }

  private void commitNow(
      KafkaConsumer<byte[], byte[]> current, Map<TopicPartition, OffsetAndMetadata> offsets) {
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        current.commitSync(offsets, Duration.ofSeconds(3));
        return;
      } catch (WakeupException woken) {
        log.trace("{}: woken while committing, once more", name);
      } catch (KafkaException failed) {
        log.info("{}: last commit failed, some records come again: {}", name, failed.toString());
        return;
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(RESTART_AFTER.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      rebalances++;
      giveUp(consumer, partitions);
      lag.forget(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      log.debug("{}: assigned {}", name, partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      rebalances++;
      for (TopicPartition partition : partitions) {
        uncommitted.remove(partition);
        PartitionTask task = running.remove(partition);
        if (task != null) {
          task.stop();
        }
      }
      lag.forget(partitions);
    }
  }
}
