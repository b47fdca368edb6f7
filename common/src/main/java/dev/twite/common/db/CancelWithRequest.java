package dev.twite.common.db;

import dev.twite.common.thread.Threads;
import io.grpc.Context;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cancels the statement in work when its request is cancelled or out of time (R12). */
final class CancelWithRequest implements SqlLogger {
  private static final Logger log = LoggerFactory.getLogger(CancelWithRequest.class);
  private static final ThreadFactory THREADS = Threads.forTasks("sql-cancel");
  // Cancelling opens a connection of its own: not on the thread that brings the news.
  private static final Executor OWN_THREAD = task -> THREADS.newThread(task).start();
  private static final String LISTENER = "twite-cancel";

  @Override
  public void logBeforeExecution(StatementContext statement) {
    Context request = Context.current();
    if (!request.equals(Context.ROOT)) {
      Context.CancellationListener listener = cancelled -> cancel(statement);
      request.addListener(listener, OWN_THREAD);
      statement.define(LISTENER, listener);
    }
  }

  @Override
  public void logAfterExecution(StatementContext statement) {
    forget(statement);
  }

  @Override
  public void logException(StatementContext statement, SQLException thrown) {
    forget(statement);
  }

  private static void forget(StatementContext statement) {
    if (statement.getAttribute(LISTENER) instanceof Context.CancellationListener listener) {
      Context.current().removeListener(listener);
    }
  }

  private static void cancel(StatementContext statement) {
    PreparedStatement running = statement.getStatement();
    if (running == null) {
      // It has just ended.
      return;
    }
    try {
      running.cancel();
    } catch (SQLException failed) {
      log.debug("Could not cancel a statement", failed);
    }
  }
}
