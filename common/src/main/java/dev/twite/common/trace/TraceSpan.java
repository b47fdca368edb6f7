package dev.twite.common.trace;

import dev.twite.common.error.TwiteException;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.semconv.ErrorAttributes;

/**
 * Where work stands in its trace: a span that is recorded, or only the traceparent that the work
 * carries on. Travels in gRPC's {@link Context} alone, with all else that a request carries; the
 * thread's own context of OpenTelemetry is never used, so nothing is lost or left behind where
 * threads change.
 *
 * <p>What is not recorded has no cost but the question whether it is: children of it are {@link
 * #NONE}, and everything said to that is forgotten.
 */
public final class TraceSpan {
  /** Outside of every trace. */
  public static final TraceSpan NONE = new TraceSpan(null, null, null);

  /** Where it stands in a context. */
  public static final Context.Key<TraceSpan> KEY = Context.keyWithDefault("twite-trace", NONE);

  private final String traceparent;
  private final Tracer tracer;
  private final Span span;

  private TraceSpan(String traceparent, Tracer tracer, Span span) {
    this.traceparent = traceparent;
    this.tracer = tracer;
    this.span = span;
  }

  /** Records nothing, and carries a traceparent on as it is; null: none. */
  public static TraceSpan carried(String traceparent) {
    return traceparent == null ? NONE : new TraceSpan(traceparent, null, null);
  }

  static TraceSpan recorded(Tracer tracer, SpanBuilder begun) {
    Span span = begun.startSpan();
    SpanContext ids = span.getSpanContext();
    String traceparent = new Traceparent(ids.getTraceId(), ids.getSpanId(), true).toString();
    return new TraceSpan(traceparent, tracer, span);
  }

  /** Of the work that this thread does. */
  public static TraceSpan current() {
    return KEY.get();
  }

  public boolean isRecorded() {
    return span != null;
  }

  /** What others are told to continue by; null where there is none. */
  public String traceparent() {
    return traceparent;
  }

  /**
   * 32 hex digits; empty where nothing is recorded, so that an id that is shown leads somewhere.
   */
  public String traceId() {
    return span == null ? "" : span.getSpanContext().getTraceId();
  }

  /** A part of this, by the same service; {@link #NONE} where this is not recorded. */
  public TraceSpan child(String name, SpanKind kind) {
    if (span == null) {
      return NONE;
    }
    return recorded(
        tracer,
        tracer
            .spanBuilder(name)
            .setSpanKind(kind)
            .setParent(io.opentelemetry.context.Context.root().with(span)));
  }

  public <T> TraceSpan set(AttributeKey<T> name, T value) {
    if (span != null) {
      span.setAttribute(name, value);
    }
    return this;
  }

  public TraceSpan set(AttributeKey<Long> name, int value) {
    if (span != null) {
      span.setAttribute(name, value);
    }
    return this;
  }

  /**
   * It did not do what it was to do.
   *
   * @param type one of few words; never a message, which may quote anybody's text (S22)
   */
  public TraceSpan failed(String type) {
    if (span != null) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(ErrorAttributes.ERROR_TYPE, type);
    }
    return this;
  }

  /** The same, by what was thrown; of that only what kind it is. */
  public TraceSpan failed(Throwable thrown) {
    return span == null ? this : failed(typeOf(thrown));
  }

  private static String typeOf(Throwable thrown) {
    return switch (thrown) {
      case TwiteException error -> error.code().word();
      case StatusRuntimeException status -> status.getStatus().getCode().name();
      default -> thrown.getClass().getName();
    };
  }

  /** It is over; what is said later is not heard. */
  public void end() {
    if (span != null) {
      span.end();
    }
  }
}
