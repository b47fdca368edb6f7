package dev.twite.common.trace;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.semconv.DbAttributes;

/** What is asked of Redis, as a part of the work that asks; neither commands nor keys (S22). */
public final class RedisSpans {
  private static final String REDIS = "redis";

  private RedisSpans() {}

  /** From waiting for a connection to the last answer; one or several commands. */
  public static TraceSpan begin() {
    return TraceSpan.current()
        .child(REDIS, SpanKind.CLIENT)
        .set(DbAttributes.DB_SYSTEM_NAME, REDIS);
  }
}
