package dev.twite.common.trace;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.semconv.CodeAttributes;
import io.opentelemetry.semconv.DbAttributes;
import java.sql.SQLException;
import org.jdbi.v3.core.extension.ExtensionMethod;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Statements as parts of the work that runs them, by OpenTelemetry's conventions for databases:
 * what kind of statement on which tables, and which method of ours it is of; neither its text nor
 * what was bound to it (S22).
 */
public final class SqlSpans implements SqlLogger {
  private static final String SPAN = "twite-span";

  private final String schema;
  private final SqlLogger also;

  /**
   * @param also hears of everything too: JDBI knows one
   */
  public SqlSpans(String schema, SqlLogger also) {
    this.schema = schema;
    this.also = also;
  }

  @Override
  public void logBeforeExecution(StatementContext statement) {
    TraceSpan work = TraceSpan.current();
    if (work.isRecorded()) {
      statement.define(SPAN, begin(work, statement));
    }
    also.logBeforeExecution(statement);
  }

  private TraceSpan begin(TraceSpan work, StatementContext statement) {
    String summary = SqlSummary.of(statement.getRawSql());
    TraceSpan span =
        work.child(summary, SpanKind.CLIENT)
            .set(DbAttributes.DB_SYSTEM_NAME, "postgresql")
            .set(DbAttributes.DB_NAMESPACE, schema)
            .set(DbAttributes.DB_QUERY_SUMMARY, summary);
    ExtensionMethod method = statement.getExtensionMethod();
    if (method != null) {
      span.set(
          CodeAttributes.CODE_FUNCTION_NAME,
          method.getType().getName() + "." + method.getMethod().getName());
    }
    return span;
  }

  @Override
  public void logAfterExecution(StatementContext statement) {
    also.logAfterExecution(statement);
    spanOf(statement).end();
  }

  @Override
  public void logException(StatementContext statement, SQLException thrown) {
    also.logException(statement, thrown);
    TraceSpan span = spanOf(statement);
    String state = thrown.getSQLState();
    if (state == null) {
      span.failed(thrown);
    } else {
      span.set(DbAttributes.DB_RESPONSE_STATUS_CODE, state).failed(state);
    }
    span.end();
  }

  private static TraceSpan spanOf(StatementContext statement) {
    return statement.getAttribute(SPAN) instanceof TraceSpan span ? span : TraceSpan.NONE;
  }
}
