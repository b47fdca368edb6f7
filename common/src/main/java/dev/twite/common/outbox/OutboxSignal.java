package dev.twite.common.outbox;

import dev.twite.common.boot.Component;
import dev.twite.common.db.DbConfig;
import dev.twite.common.thread.Threads;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the relay that there is something to publish. When the relay of this very process leads,
 * that is a semaphore. When another process leads, a NOTIFY goes to it, on a connection of its own
 * and outside of the writing transactions: a NOTIFY inside one takes a database-wide lock until its
 * commit is on disk, which makes all writers queue.
 */
public final class OutboxSignal implements Component {
  static final String CHANNEL_PREFIX = "twite_outbox_";
  private static final Logger log = LoggerFactory.getLogger(OutboxSignal.class);

  private final DbConfig config;
  private final Semaphore raised = new Semaphore(0);
  private final Semaphore toNotify = new Semaphore(0);
  private final Thread notifier;
  private volatile boolean leading;
  private volatile boolean stopping;

  @Inject
  OutboxSignal(DbConfig config) {
    this.config = config;
    this.notifier = Threads.loop("outbox-notify-" + config.schema(), this::notifyOthers);
  }

  @Override
  public void start() {
    notifier.start();
  }

  @Override
  public void stop() throws InterruptedException {
    stopping = true;
    toNotify.release();
    notifier.join(Duration.ofSeconds(3));
  }

  /** Something was committed to the outbox. Cheap, never fails. */
  void raise() {
    if (leading) {
      if (raised.availablePermits() == 0) {
        raised.release();
      }
    } else if (toNotify.availablePermits() == 0) {
      toNotify.release();
    }
  }

  /** Raised by another process. */
  void raisedElsewhere() {
    raised.release();
  }

  void leading(boolean value) {
    leading = value;
  }

  /** Waits for something to publish; also returns when the time is up. */
  void await(Duration timeout) throws InterruptedException {
    if (raised.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      raised.drainPermits();
    }
  }

  private void notifyOthers() {
    while (!stopping) {
      try (Connection connection =
              DriverManager.getConnection(config.url(), config.user(), config.password().reveal());
          PreparedStatement notify = connection.prepareStatement("SELECT pg_notify(?, '')")) {
        notify.setString(1, CHANNEL_PREFIX + config.schema());
        while (!stopping) {
          toNotify.acquire();
          toNotify.drainPermits();
          if (!stopping && !leading) {
            notify.execute();
          }
        }
      } catch (SQLException away) {
        log.debug("NOTIFY failed; the leader looks by itself within a second", away);
        pause();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void pause() {
    try {
      toNotify.tryAcquire(1, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
