package dev.twite.common.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a service's database up to date from {@code sql/<service>/V*.sql}, the only source of it.
 * ClickHouse has no transactions, so every statement has to be harmless when it comes again ({@code
 * IF NOT EXISTS}): a start that was killed, or two that come together, repeat some. Statements end
 * with a semicolon at the end of a line.
 */
public final class ClickHouseMigrations {
  private static final Logger log = LoggerFactory.getLogger(ClickHouseMigrations.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(250);

  private final ClickHouseConfig config;
  private final String folder;
  private final List<String> files;

  /**
   * @param folder of the class path, e.g. {@code sql/analytics}
   * @param files in it, oldest first
   */
  ClickHouseMigrations(ClickHouseConfig config, String folder, List<String> files) {
    this.config = config;
    this.folder = folder;
    this.files = List.copyOf(files);
  }

  /** Runs what has not run yet; waits for a ClickHouse that is just starting. */
  void run() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        migrate();
        return;
      } catch (SQLException failed) {
        if (!Refusals.areForNow(failed) || System.nanoTime() - end > 0) {
          throw TwiteException.of(
              ErrorCode.UNAVAILABLE,
              "ClickHouse at " + config.url() + " can't be used: " + failed.getMessage(),
              failed);
        }
      }
      TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
    }
  }

  private void migrate() throws SQLException {
    Duration limit = config.insertTimeout();
    Lane outside = new Lane(config, "default", 1, limit, limit);
    Lane inside = new Lane(config, config.database(), 1, limit, limit);
    try {
      outside.use(
          connection -> execute(connection, "CREATE DATABASE IF NOT EXISTS " + config.database()));
      inside.use(
          connection -> {
            migrate(connection);
            return true;
          });
    } finally {
      outside.close();
      inside.close();
    }
  }

  private void migrate(Connection connection) throws SQLException {
    execute(
        connection,
        """
        CREATE TABLE IF NOT EXISTS schema_version (file String, at DateTime DEFAULT now())
        ENGINE = MergeTree ORDER BY file
        """);
    Set<String> done = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT DISTINCT file FROM schema_version")) {
      while (row.next()) {
        done.add(row.getString(1));
      }
    }
    for (String file : files) {
      if (!done.contains(file)) {
        for (String sql : statements(file)) {
          execute(connection, sql);
        }
        execute(connection, "INSERT INTO schema_version (file) VALUES ('" + file + "')");
        log.info("Migrated {} to {}", config.database(), file);
      }
    }
  }

  private List<String> statements(String file) {
    try (InputStream in =
        ClickHouseMigrations.class.getClassLoader().getResourceAsStream(folder + "/" + file)) {
      if (in == null) {
        throw new IllegalStateException("No " + folder + "/" + file + " on the class path");
      }
      return Stream.of(new String(in.readAllBytes(), UTF_8).split(";\\s*(\n|$)", -1))
          .map(String::strip)
          .filter(sql -> !sql.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }
}
