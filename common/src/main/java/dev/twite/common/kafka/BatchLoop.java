package dev.twite.common.kafka;

import dev.twite.common.boot.Component;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.Threads;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
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
  private final String name;
  private final BatchHandler handler;
  private final Membership membership;
  private final Attempts attempts;
  private final Thread thread;
  private final CountDownLatch stopped = new CountDownLatch(1);

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
    this.handler = handler;
    this.membership =
        new Membership(
            name,
            config,
            topics.stream().map(topic -> topic.in(config)).sorted().toList(),
            shape,
            handler,
            metrics,
            stopped);
    this.attempts =
        new Attempts(
            name,
            handler,
            membership,
            new DeadLetters(name, producer, metrics, clock),
            ConsumerMetrics.waits(metrics),
            producer.tracing(),
            stopped);
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
    membership.wakeup();
    // No interrupt: it would close the files of an index in the middle of a write.
    thread.join(Duration.ofSeconds(15));
  }

  private void run() {
    while (!stopping()) {
      try (KafkaConsumer<byte[], byte[]> fresh = membership.open()) {
        membership.join(fresh);
        while (!stopping()) {
          turn();
        }
      } catch (WakeupException stop) {
        log.debug("{}: woken to stop", name);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | Error failed) {
        log.warn("{}: consumer failed, a new one follows", name, failed);
        pause();
      } finally {
        membership.forget();
      }
    }
  }

  private void turn() throws InterruptedException {
    Optional<ConsumerRecords<byte[], byte[]>> polled = membership.poll();
    if (polled.isEmpty()) {
      return;
    }
    ConsumerRecords<byte[], byte[]> records = polled.get();
    if (records.isEmpty() ? !idle() : !handle(records)) {
      membership.misplace();
    }
    membership.reportLag();
  }

  private boolean idle() {
    try {
      handler.idle();
      return true;
    } catch (StalePositionsException elsewhere) {
      return false;
    }
  }

  private boolean handle(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
    if (!attempts.handle(records)) {
      return false;
    }
    membership.done(records);
    return true;
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
}
