package dev.twite.common.outbox;

import dev.twite.common.db.DbConfig;
import dev.twite.common.thread.Threads;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears the NOTIFYs of the service's other processes while this one leads. */
final class OutboxListener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OutboxListener.class);
  private static final int WAIT_MS = 1_000;

  private final DbConfig config;
  private final OutboxSignal signal;
  private final Thread thread;
  private volatile boolean stopping;

  OutboxListener(DbConfig config, OutboxSignal signal) {
    this.config = config;
    this.signal = signal;
    this.thread = Threads.loop("outbox-listen-" + config.schema(), this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    // Ends within WAIT_MS by itself; nobody needs to wait for it.
    stopping = true;
  }

  private void run() {
    try (Connection connection =
        DriverManager.getConnection(config.url(), config.user(), config.password().reveal())) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("LISTEN " + OutboxSignal.CHANNEL_PREFIX + config.schema());
      }
      PGConnection postgres = connection.unwrap(PGConnection.class);
      while (!stopping) {
        PGNotification[] heard = postgres.getNotifications(WAIT_MS);
        if (heard != null && heard.length > 0) {
          signal.raisedElsewhere();
        }
      }
    } catch (SQLException away) {
      log.debug("LISTEN failed; the relay looks by itself every second", away);
    }
  }
}
