package dev.twite.email;

import dev.twite.common.boot.Component;
import dev.twite.common.db.Database;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.Threads;
import dev.twite.email.store.MessageDao;
import dev.twite.email.store.MessageRow;
import io.prometheus.client.Gauge;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages that are due, each under a lease, and has them sent, a few at once. Any number of
 * processes may do so side by side; when one dies, its leases run out and another takes over.
 */
public final class Worker implements Component {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Database database;
  private final Delivery delivery;
  private final EmailConfig.Sending config;
  private final Clock clock;
  private final Gauge waiting;
  private final Gauge oldest;
  private final Semaphore work = new Semaphore(0);
  private final Semaphore permits;
  private final ExecutorService executor = Threads.perTask("email-send");
  private final Thread thread = Threads.loop("email-worker", this::run);
  private long lookedAt;
  private volatile boolean stopping;

  @Inject
  Worker(Database database, Delivery delivery, EmailConfig config, Clock clock, Metrics metrics) {
    this.database = database;
    this.delivery = delivery;
    this.config = config.sending();
    this.clock = clock;
    this.permits = new Semaphore(this.config.concurrency());
    this.waiting = metrics.gauge("twite_email_waiting", "Messages not yet sent");
    this.oldest = metrics.gauge("twite_email_oldest_seconds", "Age of the longest waiting one");
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    thread.start();
  }

  /** Lets attempts in work end; the others' messages wait in their table. */
  @Override
  public void stop() throws InterruptedException {
    stopping = true;
    work.release();
    thread.join(GRACE);
    executor.shutdown();
    if (!executor.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
      executor.shutdownNow();
    }
  }

  /** Says that there may be something to send. */
  public void wake() {
    work.release();
  }

  private void run() {
    while (!stopping) {
      try {
        look();
        if (!turn()) {
          boolean unused = work.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        }
        int forgotten = work.drainPermits();
        log.trace("{} calls answered by one look", forgotten);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | Error failed) {
        log.warn("Sending waits: {}", failed.getClass().getSimpleName());
        pause();
      }
    }
  }

  /** False when there was nothing to take. */
  private boolean turn() throws InterruptedException {
    if (!permits.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
      return true;
    }
    int free = 1 + permits.drainPermits();
    int begun = 0;
    try {
      List<MessageRow> taken = stopping ? List.of() : take(free);
      for (MessageRow message : taken) {
        executor.execute(() -> attempt(message));
        begun++;
      }
      return !taken.isEmpty();
    } finally {
      permits.release(free - begun);
    }
  }

  private List<MessageRow> take(int limit) {
    long now = clock.millis();
    long leaseEnd = now + config.lease().toMillis();
    return database.transact(handle -> handle.attach(MessageDao.class).take(now, leaseEnd, limit));
  }

  private void attempt(MessageRow message) {
    try {
      delivery.attempt(message);
    } finally {
      permits.release();
    }
  }

  private void look() {
    long now = System.nanoTime();
    if (lookedAt == 0 || now - lookedAt > LOOK.toNanos()) {
      lookedAt = now;
      MessageDao.Backlog backlog =
          database.read(handle -> handle.attach(MessageDao.class).backlog());
      waiting.set((double) backlog.waiting());
      oldest.set(backlog.waiting() == 0 ? 0 : (clock.millis() - backlog.oldestAtMs()) / 1000.0);
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(IDLE.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
