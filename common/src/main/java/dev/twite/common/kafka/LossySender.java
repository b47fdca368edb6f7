package dev.twite.common.kafka;

import dev.twite.common.thread.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what may be lost: never holds a caller up, never fails, and starts without Kafka. What
 * doesn't fit into its queue is dropped; each thing's outcome is told once.
 *
 * @param <T> a thing to publish
 */
public final class LossySender<T> {
  private static final Logger log = LoggerFactory.getLogger(LossySender.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration DELIVERY = Duration.ofSeconds(10);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final KafkaConfig config;
  private final Bounds bounds;
  private final Set<Topic> topics;
  private final Function<List<T>, List<Parcel<T>>> packer;
  private final BiConsumer<T, Outcome> outcomes;
  private final BlockingQueue<T> queue;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean connected;

  /** What became of a thing. */
  public enum Outcome {
    SENT,
    /** The queue had no room. */
    FULL,
    /** Kafka did not take it. */
    FAILED
  }

  /**
   * A record.
   *
   * @param items what is in it
   */
  public record Parcel<T>(ProducerRecord<byte[], byte[]> record, List<T> items) {}

  /**
   * @param queued things that wait at most
   * @param batch things that are packed together at most
   * @param linger how long a thing may wait for others; zero: not at all
   * @param bytes of the producer's buffers
   */
  public record Bounds(int queued, int batch, Duration linger, long bytes) {}

  /**
   * @param topics made before anything is sent, where they are missing
   * @param packer makes records of things
   */
  public LossySender(
      String name,
      KafkaConfig config,
      Bounds bounds,
      Set<Topic> topics,
      Function<List<T>, List<Parcel<T>>> packer,
      BiConsumer<T, Outcome> outcomes) {
    this.config = config;
    this.bounds = bounds;
    this.topics = topics;
    this.packer = packer;
    this.outcomes = outcomes;
    this.queue = new ArrayBlockingQueue<>(bounds.queued());
    this.thread = Threads.loop(name, this::run);
  }

  public void start() {
    thread.start();
  }

  /** Sends what is left, for five seconds at most; at once where there is no Kafka. */
  public void stop() throws InterruptedException {
    stopping.countDown();
    if (connected) {
      thread.join(LAST_WORDS);
    }
    thread.interrupt();
    List<T> rest = new ArrayList<>();
    queue.drainTo(rest);
    rest.forEach(thing -> outcomes.accept(thing, Outcome.FAILED));
  }

  /** Takes a thing, or drops it. */
  public void offer(T thing) {
    if (!queue.offer(thing)) {
      outcomes.accept(thing, Outcome.FULL);
    }
  }

  private void run() {
    while (!isStopping()) {
      KafkaProducer<byte[], byte[]> producer = null;
      try {
        new Topics(config, topics).start();
        producer = open();
        connected = true;
        while (!isStopping()) {
          send(producer);
        }
        while (!queue.isEmpty()) {
          send(producer);
        }
        return;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      } catch (Exception failed) {
        connected = false;
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
    T first = queue.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      return;
    }
    if (!bounds.linger().isZero() && queue.size() < bounds.batch()) {
      stopping.await(bounds.linger().toMillis(), TimeUnit.MILLISECONDS);
    }
    List<T> batch = new ArrayList<>();
    batch.add(first);
    queue.drainTo(batch, bounds.batch() - 1);
    List<Parcel<T>> parcels;
    try {
      parcels = packer.apply(batch);
    } catch (RuntimeException unpackable) {
      log.error("{} things could not be packed and are lost", batch.size(), unpackable);
      batch.forEach(thing -> outcomes.accept(thing, Outcome.FAILED));
      return;
    }
    List<Future<RecordMetadata>> sent = new ArrayList<>(parcels.size());
    for (Parcel<T> parcel : parcels) {
      sent.add(producer.send(parcel.record()));
    }
    for (int i = 0; i < sent.size(); i++) {
      Outcome outcome = outcomeOf(sent.get(i));
      parcels.get(i).items().forEach(thing -> outcomes.accept(thing, outcome));
    }
  }

  private static Outcome outcomeOf(Future<RecordMetadata> sent) throws InterruptedException {
    try {
      sent.get();
      return Outcome.SENT;
    } catch (ExecutionException failed) {
      log.debug("An event was lost", failed);
      return Outcome.FAILED;
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void pause() {
    try {
      stopping.await(Backoff.LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      stopping.countDown();
    }
  }

  private KafkaProducer<byte[], byte[]> open() {
    Map<String, Object> settings = new HashMap<>(config.client());
    settings.put(ProducerConfig.ACKS_CONFIG, "1");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bounds.bytes());
    // Without Kafka each record of a batch would wait that long, one after another.
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 250);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
