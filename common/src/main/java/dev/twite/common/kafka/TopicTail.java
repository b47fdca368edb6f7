package dev.twite.common.kafka;

import dev.twite.common.thread.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic from now on, as no group, until it is closed: for those who watch. What comes while
 * Kafka is away, or can't be read, they don't see.
 */
public final class TopicTail implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Map<String, Object> LATEST =
      Map.of(
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          "latest",
          ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
          100);

  private final String topic;
  private final KafkaConfig config;
  private final Consumer<Event> watcher;
  private final Thread thread;
  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private volatile boolean stopping;

  /**
   * @param watcher called by one thread; never blocks, never throws
   */
  public TopicTail(Topic topic, KafkaConfig config, Consumer<Event> watcher) {
    this.topic = topic.in(config);
    this.config = config;
    this.watcher = watcher;
    this.thread = Threads.loop("tail-" + topic.baseName(), this::run);
  }

  public void start() {
    thread.start();
  }

  /** Does not wait for what is in work. */
  @Override
  public void close() {
    stopping = true;
    KafkaConsumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
  }

  private void run() {
    while (!stopping) {
      try (KafkaConsumer<byte[], byte[]> fresh =
          ConsumerSettings.open(ConsumerSettings.alone(config), LATEST)) {
        consumer = fresh;
        List<PartitionInfo> partitions = fresh.partitionsFor(topic);
        List<TopicPartition> all =
            partitions.stream().map(one -> new TopicPartition(topic, one.partition())).toList();
        fresh.assign(all);
        fresh.seekToEnd(all);
        while (!stopping) {
          for (ConsumerRecord<byte[], byte[]> record : fresh.poll(POLL)) {
            show(record);
          }
        }
      } catch (WakeupException stop) {
        log.debug("{}: woken to stop", topic);
      } catch (RuntimeException failed) {
        log.warn("{}: can't be watched, the next turn comes: {}", topic, failed.toString());
        pause();
      }
    }
  }

  private void show(ConsumerRecord<byte[], byte[]> record) {
    try {
      EventCodec.decode(record).ifPresent(watcher);
    } catch (PoisonException unreadable) {
      log.debug("{}: one can't be shown", topic, unreadable);
    }
  }

  private void pause() {
    try {
      Thread.sleep(Backoff.LONGEST);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }
}
