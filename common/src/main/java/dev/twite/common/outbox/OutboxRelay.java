package dev.twite.common.outbox;

import dev.twite.common.boot.Component;
import dev.twite.common.db.DbConfig;
import dev.twite.common.kafka.EventProducer;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.Threads;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the outbox. Of all processes of a service one leads, by a PostgreSQL advisory lock that
 * its connection holds; another takes over within a second of that connection's end. What is
 * unpublished is what is in the table, so nothing depends on a cursor over ids, which a slow
 * transaction would slip behind (R3).
 */
public final class OutboxRelay implements Component {
  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final DbConfig config;
  private final OutboxSignal signal;
  private final OutboxPublisher publisher;
  private final Gauge age;
  private final Gauge waiting;
  private final Gauge leads;
  private final Clock clock;
  private final Thread thread;
  private volatile boolean stopping;

  @Inject
  OutboxRelay(
      DbConfig config, OutboxSignal signal, EventProducer producer, Metrics metrics, Clock clock) {
    this.config = config;
    this.signal = signal;
    Counter published = metrics.counter("twite_outbox_published_total", "Events published");
    this.publisher = new OutboxPublisher(producer, published);
    this.age = metrics.gauge("twite_outbox_age_seconds", "Age of the oldest unpublished event");
    this.waiting =
        metrics.gauge(
            "twite_outbox_waiting", "Events that wait while Kafka takes none, at most 10,000");
    this.leads = metrics.gauge("twite_outbox_leader", "1 where this process publishes");
    this.clock = clock;
    this.thread = Threads.loop("outbox-" + config.schema(), this::run);
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
    signal.raisedElsewhere();
    thread.join(Duration.ofSeconds(10));
  }

  private void run() {
    while (!stopping) {
      try (Connection connection = connect()) {
        if (lead(connection)) {
          serve(connection);
        } else {
          // What waits is for the leader to say.
          age.set(0);
          waiting.set(0);
          signal.await(IDLE);
        }
      } catch (SQLException | JdbiException away) {
        log.warn("The outbox waits for PostgreSQL: {}", away.toString());
        pause();
      } catch (RuntimeException | Error failed) {
        log.error("The outbox relay failed and begins again", failed);
        pause();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        signal.leading(false);
        // Not the age: after a failure events wait on.
        leads.set(0);
      }
    }
  }

  private void serve(Connection connection) throws SQLException, InterruptedException {
    leads.set(1);
    signal.leading(true);
    log.debug("Leading the outbox of {}", config.schema());
    Jdbi jdbi =
        Jdbi.create(connection)
            .installPlugin(new PostgresPlugin())
            .installPlugin(new SqlObjectPlugin());
    try (Handle handle = jdbi.open();
        OutboxListener listener = new OutboxListener(config, signal)) {
      listener.start();
      OutboxDao outbox = handle.attach(OutboxDao.class);
      while (!stopping) {
        OutboxPublisher.Result result = publish(outbox);
        waiting.set(result == OutboxPublisher.Result.FAILED ? (double) outbox.waiting() : 0);
        if (result != OutboxPublisher.Result.MORE) {
          signal.await(IDLE);
        }
      }
    }
  }

  private OutboxPublisher.Result publish(OutboxDao outbox) throws InterruptedException {
    try {
      return publisher.publishBatch(outbox, this::showAge);
    } catch (RuntimeException | Error failed) {
      // The reason may be a row that fails each time: that it waits has to be seen.
      try {
        showAge(outbox.oldestOccurredAtMs());
        waiting.set((double) outbox.waiting());
      } catch (JdbiException away) {
        failed.addSuppressed(away);
      }
      throw failed;
    }
  }

  private void showAge(long oldest) {
    age.set(oldest == 0 ? 0 : (clock.millis() - oldest) / 1e3);
  }

  private Connection connect() throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", config.user());
    login.setProperty("password", config.password().reveal());
    login.setProperty("tcpKeepAlive", "true");
    login.setProperty("socketTimeout", "30");
    Connection connection = DriverManager.getConnection(config.url(), login);
    try (Statement statement = connection.createStatement()) {
      // A leader whose host is lost must not hold the lock for as long as TCP waits by default.
      statement.execute(
          """
          SET tcp_keepalives_idle = 5;
          SET tcp_keepalives_interval = 2;
          SET tcp_keepalives_count = 3
          """);
      // Deleting what is published may be lost in a crash: it is then published once more, and
      // consumers know it.
      statement.execute("SET synchronous_commit = off");
    }
    return connection;
  }

  private boolean lead(Connection connection) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT pg_try_advisory_lock(hashtextextended(?, 0))")) {
      lock.setString(1, OutboxSignal.CHANNEL_PREFIX + config.schema());
      try (ResultSet result = lock.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  private void pause() {
    try {
      signal.await(IDLE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
