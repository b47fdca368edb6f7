package dev.twite.common.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.twite.common.boot.Component;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.ops.HealthCheck;
import dev.twite.common.thread.Gate;
import dev.twite.common.trace.SqlSpans;
import io.grpc.Context;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * A service's connections to its schema. A gate stands before the pool: who can't get a connection
 * in time is told so at once, and no crowd of virtual threads waits inside the pool (R13,
 * HikariCP#2398).
 */
public final class Database implements Component, HealthCheck {
  private static final int TRIES = 3;

  private final DbConfig config;
  private final Gate gate;
  private HikariDataSource pool;
  private Jdbi jdbi;

  /** Work on a handle that may fail with the caller's own checked exception type. */
  @FunctionalInterface
  public interface Work<R> {
    R run(Handle handle);
  }

  @Inject
  Database(DbConfig config, Metrics metrics) {
    this.config = config;
    this.gate =
        new Gate(config.poolSize(), config.maxWait())
            .showing(metrics.gauge("twite_db_waiting", "Requests waiting for a connection"))
            .timing(metrics.histogram("twite_db_wait_seconds", "Time waited for a connection"));
  }

  @Override
  public void start() {
    Migrations.run(config);
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName(config.schema());
    hikari.setJdbcUrl(config.url());
    hikari.setUsername(config.user());
    hikari.setPassword(config.password().reveal());
    hikari.setMaximumPoolSize(config.poolSize());
    hikari.setMinimumIdle(config.poolSize());
    hikari.setConnectionTimeout(Math.max(250, config.maxWait().toMillis()));
    hikari.setInitializationFailTimeout(30_000);
    hikari.setValidationTimeout(500);
    hikari.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
    hikari.addDataSourceProperty("ApplicationName", "svc-" + config.service());
    hikari.addDataSourceProperty("reWriteBatchedInserts", "true");
    hikari.addDataSourceProperty("prepareThreshold", "3");
    // A hung server must not hold a thread: statement_timeout of the role ends the rest well
    // before.
    hikari.addDataSourceProperty("socketTimeout", "10");
    hikari.addDataSourceProperty("connectTimeout", "3");
    hikari.addDataSourceProperty("tcpKeepAlive", "true");
    // "Key (email)=(…) already exists" would put personal data into the log (S22).
    hikari.addDataSourceProperty("logServerErrorDetail", "false");
    pool = new HikariDataSource(hikari);
    jdbi =
        Jdbi.create(pool).installPlugin(new PostgresPlugin()).installPlugin(new SqlObjectPlugin());
    SharedDaos.install(jdbi);
    jdbi.setSqlLogger(new SqlSpans(config.schema(), new CancelWithRequest()));
    jdbi.configure(SqlStatements.class, statements -> statements.setUnusedBindingAllowed(false));
    jdbi.configure(
        StatementExceptions.class,
        messages -> messages.setMessageRendering(Database::withoutValues));
  }

  @Override
  public void stop() {
    if (pool != null) {
      pool.close();
    }
  }

  /** Statements outside of a transaction: each is its own. */
  public <R> R read(Work<R> work) {
    return withPermit(() -> jdbi.withHandle(work::run));
  }

  /**
   * One transaction. Repeated, at most twice, when PostgreSQL gave it up for another (deadlock,
   * serialization), so the work must have no effect outside the database; use {@link
   * Handle#afterCommit} for those.
   */
  public <R> R transact(Work<R> work) {
    return withPermit(
        () -> {
          for (int attempt = 1; ; attempt++) {
            try {
              return jdbi.inTransaction(work::run);
            } catch (RuntimeException failed) {
              if (attempt == TRIES || !SqlStates.isRetriable(failed)) {
                throw failed;
              }
            }
          }
        });
  }

  /** {@link #transact} without a result. */
  public void run(java.util.function.Consumer<Handle> work) {
    transact(
        handle -> {
          work.accept(handle);
          return true;
        });
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public void check() {
    read(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
  }

  // The statement, but not what was bound to it: that may be anybody's text (S22).
  private static String withoutValues(StatementException failed) {
    return failed.getShortMessage() + " [" + failed.getStatementContext().getRawSql() + "]";
  }

  private <R> R withPermit(java.util.function.Supplier<R> body) {
    if (Context.current().isCancelled()) {
      throw TwiteException.of(ErrorCode.CANCELLED);
    }
    return gate.pass(body::get);
  }
}
