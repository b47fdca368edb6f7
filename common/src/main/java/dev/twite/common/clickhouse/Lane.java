package dev.twite.common.clickhouse;

import com.clickhouse.jdbc.Driver;
import dev.twite.common.thread.Gate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Some connections with one time limit, each used by one caller at a time. Who gets none in time is
 * refused: no crowd waits in here (R13). The time for a connection comes before the time for the
 * answer.
 */
final class Lane {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);

  private final String url;
  private final Properties properties;
  private final Gate gate;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

  /** Work that the driver may fail. */
  interface Work<R> {
    R run(Connection connection) throws SQLException;
  }

  /**
   * @param limit for an answer
   * @param patience for a connection that others use
   */
  Lane(
      ClickHouseConfig config,
      String database,
      int connections,
      Duration limit,
      Duration patience) {
    this.url = "jdbc:clickhouse:" + config.url() + "/" + database;
    this.gate = new Gate(connections, patience);
    this.properties = new Properties();
    set("user", config.user());
    set("password", config.password().reveal());
    set("connection_timeout", Long.toString(limit.toMillis()));
    // Statement.setQueryTimeout does nothing that could be seen (0.9.8): this is what ends a wait.
    set("socket_timeout", Long.toString(limit.toMillis()));
    // Whole seconds, rounded down: a server that is there but slow should say so before the socket
    // does, because only silence counts against it. Below 1 s the socket comes first. Without the
    // prefix the driver keeps it to itself (0.9.8).
    set("clickhouse_setting_max_execution_time", Long.toString(Math.max(1, limit.toSeconds())));
    // Who retries has to know that nothing doubles: that is not the driver (clickhouse-java#1768).
    set("retry", "0");
    // Rows here are few and short; LZ4 would be a native library more.
    set("compress", "false");
  }

  private void set(String name, String value) {
    properties.setProperty(name, value);
  }

  <R> R use(Work<R> work) throws SQLException {
    return gate.pass(() -> withConnection(work));
  }

  private <R> R withConnection(Work<R> work) throws SQLException {
    Connection connection = idle.poll();
    if (connection == null) {
      connection = new Driver().connect(url, properties);
    }
    boolean good = false;
    try {
      R result = work.run(connection);
      good = true;
      return result;
    } finally {
      if (good) {
        idle.push(connection);
      } else {
        close(connection);
      }
    }
  }

  void close() {
    for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
      close(connection);
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException failed) {
      log.debug("A connection did not close", failed);
    }
  }
}
