package dev.twite.common.clickhouse;

import dev.twite.common.boot.Component;
import dev.twite.common.error.Breaker;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.ops.HealthCheck;
import io.grpc.Context;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A service's connections to its database in ClickHouse. Every method throws UNAVAILABLE when
 * ClickHouse is away or too slow, at once while the breaker is open, and OVERLOADED when all
 * connections are busy. Only silence opens the breaker: a ClickHouse that answers with an error is
 * there.
 *
 * <p>Nothing is tried twice in here: an insert of which the outcome is not known is the caller's to
 * repeat, with a token ({@code insert_deduplication_token}) that makes it harmless.
 */
public final class ClickHouse implements Component, HealthCheck {
  private static final int BREAKER_FAILURES = 3;
  private static final Duration BREAKER_OPEN = Duration.ofSeconds(1);
  // With CLICKHOUSE_TIMEOUT less than the gateway's two seconds.
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final ClickHouseConfig config;
  private final ClickHouseMigrations migrations;
  private final Lane questions;
  private final Lane inserts;
  private final Breaker breaker = new Breaker(BREAKER_FAILURES, BREAKER_OPEN);
  private final Counter failures;
  private final Histogram seconds;

  /** Reads one row; columns count from 1. */
  @FunctionalInterface
  public interface RowReader<R> {
    R read(ResultSet row) throws SQLException;
  }

  /** Sets the parameters of one row; they count from 1. */
  @FunctionalInterface
  public interface RowWriter<T> {
    void write(PreparedStatement row, T value) throws SQLException;
  }

  @Inject
  ClickHouse(ClickHouseConfig config, ClickHouseMigrations migrations, Metrics metrics) {
    this.config = config;
    this.migrations = migrations;
    this.questions = new Lane(config, config.database(), config.pool(), config.timeout(), PATIENCE);
    this.inserts =
        new Lane(config, config.database(), 1, config.insertTimeout(), config.insertTimeout());
    this.failures =
        metrics.counter(
            "twite_clickhouse_failures_total", "Statements that failed or were not tried");
    this.seconds = metrics.histogram("twite_clickhouse_seconds", "Time of a statement", "kind");
  }

  @Override
  public void start() throws InterruptedException {
    migrations.run();
  }

  @Override
  public void stop() {
    questions.close();
    inserts.close();
  }

  /** The name of the database, to write tables in full where that is needed. */
  public String database() {
    return config.database();
  }

  /**
   * Asks.
   *
   * @param parameters for the question marks: numbers and texts
   */
  public <R> List<R> query(String sql, RowReader<R> reader, Object... parameters) {
    return call(
        questions,
        "query",
        Refusals::areForNow,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
              statement.setObject(i + 1, parameters[i]);
            }
            List<R> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
              while (result.next()) {
                rows.add(reader.read(result));
              }
            }
            return rows;
          }
        });
  }

  /**
   * Inserts rows in one request, which ClickHouse takes as one block and so whole or not at all
   * where they go to one partition. Everything that ClickHouse has against it is UNAVAILABLE, but
   * for what it has against the rows.
   *
   * @param sql {@code INSERT INTO t (a, b) SETTINGS … VALUES (?, ?)}
   */
  public <T> void insert(String sql, List<T> rows, RowWriter<T> writer) {
    if (rows.isEmpty()) {
      return;
    }
    call(
        inserts,
        "insert",
        Refusals::areNotOfRows,
        connection -> {
          // Never a statement that was used before: it would insert its old rows again
          // (clickhouse-java#2548).
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T row : rows) {
              add(statement, writer, row);
            }
            return statement.executeBatch();
          }
        });
  }

  private static <T> void add(PreparedStatement statement, RowWriter<T> writer, T row) {
    try {
      writer.write(statement, row);
      statement.addBatch();
    } catch (SQLException unwritable) {
      // Nothing has been sent: no fault of the server's.
      throw new IllegalStateException("A row can't be written", unwritable);
    }
  }

  /** Runs a statement without a result, with the time limit of inserts. */
  public void execute(String sql) {
    call(
        inserts,
        "execute",
        Refusals::areForNow,
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  /** Whether calls are refused at the moment because ClickHouse is away. */
  public boolean isAway() {
    return breaker.isOpen();
  }

  @Override
  public String name() {
    return "clickhouse";
  }

  @Override
  public void check() {
    query("SELECT 1", row -> row.getInt(1));
  }

  private <R> R call(Lane lane, String kind, Predicate<SQLException> outage, Lane.Work<R> work) {
    if (Context.current().isCancelled()) {
      throw TwiteException.of(ErrorCode.CANCELLED);
    }
    if (!breaker.admits(System.nanoTime())) {
      failures.inc();
      throw TwiteException.of(ErrorCode.UNAVAILABLE);
    }
    Histogram.Timer timer = seconds.labels(kind).startTimer();
    try {
      R result = lane.use(work);
      breaker.succeeded();
      return result;
    } catch (SQLException failed) {
      failures.inc();
      if (Refusals.areOfConnection(failed)) {
        breaker.failed(System.nanoTime());
      } else {
        breaker.succeeded();
      }
      if (outage.test(failed)) {
        throw TwiteException.of(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.title(), failed);
      }
      throw new IllegalStateException("ClickHouse refused a statement", failed);
    } finally {
      timer.observeDuration();
    }
  }
}
