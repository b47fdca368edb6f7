package dev.twite.common.kafka;

import dev.twite.common.boot.Component;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.Threads;
import io.prometheus.client.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes events of which some may be lost, from inside of requests: it never blocks, never
 * fails, and starts without Kafka. What doesn't fit into its queue is dropped and counted.
 */
public final class LossyProducer implements Component {
  private static final Logger log = LoggerFactory.getLogger(LossyProducer.class);
  private static final int QUEUED = 10_000;
  private static final int BATCH = 500;
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration DELIVERY = Duration.ofSeconds(10);

  private final Optional<KafkaConfig> config;
  private final BlockingQueue<ProducerRecord<byte[], byte[]>> queue =
      new ArrayBlockingQueue<>(QUEUED);
  private final Counter events;
  private final Thread thread;
  private volatile boolean stopping;

  /**
   * @param config empty: nothing is published
   */
  public LossyProducer(Optional<KafkaConfig> config, Metrics metrics) {
    this.config = config;
    this.events =
        metrics.counter(
            "twite_lossy_events_total", "Events that may be lost: sent, full, failed", "outcome");
    this.thread = Threads.loop("lossy-producer", this::run);
  }

  @Override
  public void start() {
    if (config.isPresent()) {
      thread.start();
    }
  }

  @Override
  public void stop() throws InterruptedException {
    stopping = true;
    thread.join(Duration.ofSeconds(5));
  }

  /** Whether anything is published at all. */
  public boolean isOn() {
    return config.isPresent();
  }

  /** Takes an event, or drops it. */
  public void offer(Topic topic, long key, Event event) {
    if (config.isPresent() && !queue.offer(EventCodec.encode(topic.in(config.get()), key, event))) {
      events.labels("full").inc();
    }
  }

  /** How many events had that outcome: {@code sent}, {@code full} or {@code failed}. */
  public long count(String outcome) {
    return (long) events.labels(outcome).get();
  }

  private void run() {
    while (!stopping) {
      KafkaProducer<byte[], byte[]> producer = null;
      try {
        producer = open();
        while (!stopping) {
          send(producer);
        }
        send(producer);
        return;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException failed) {
        // Kafka's name may not be known yet, for one.
        log.warn("Nothing can be published: {}", failed.toString());
        pause();
      } finally {
        if (producer != null) {
          producer.close(Duration.ofSeconds(2));
        }
      }
    }
  }

  private void send(KafkaProducer<byte[], byte[]> producer) throws InterruptedException {
    List<ProducerRecord<byte[], byte[]>> batch = new ArrayList<>();
    ProducerRecord<byte[], byte[]> first = queue.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      return;
    }
    batch.add(first);
    queue.drainTo(batch, BATCH - 1);
    List<Future<RecordMetadata>> sent = new ArrayList<>(batch.size());
    for (ProducerRecord<byte[], byte[]> record : batch) {
      sent.add(producer.send(record));
    }
    for (Future<RecordMetadata> one : sent) {
      try {
        one.get();
        events.labels("sent").inc();
      } catch (ExecutionException failed) {
        events.labels("failed").inc();
        log.debug("An event was lost", failed);
      }
    }
  }

  private void pause() {
    try {
      if (!stopping) {
        TimeUnit.MILLISECONDS.sleep(Backoff.LONGEST.toMillis());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }

  private KafkaProducer<byte[], byte[]> open() {
    Map<String, Object> settings = new HashMap<>(config.orElseThrow().client());
    settings.put(ProducerConfig.ACKS_CONFIG, "1");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    // Without Kafka each record of a batch would wait that long, one after another.
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 250);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
