package dev.twite.common.trace;

import dev.twite.common.error.ErrorCode;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.semconv.HttpAttributes;
import java.util.Optional;

/**
 * Requests at a REST door, by OpenTelemetry's conventions for HTTP servers but for one: the path
 * itself ({@code url.path}) is left out, for it names people. The route has its pattern.
 */
public final class HttpSpans {
  private static final AttributeKey<String> CODE = AttributeKey.stringKey("twite.error.code");

  private HttpSpans() {}

  /**
   * A request has come.
   *
   * @param path the route's pattern
   * @param traceparent what the client sent
   */
  public static TraceSpan begin(
      Tracing tracing, String method, String path, Optional<String> traceparent) {
    return tracing
        .outside(method + " " + path, traceparent)
        .set(HttpAttributes.HTTP_REQUEST_METHOD, method)
        .set(HttpAttributes.HTTP_ROUTE, path);
  }

  /** It was refused or failed; what the client did wrong is no error of ours. */
  public static void refused(TraceSpan span, ErrorCode code) {
    span.set(CODE, code.word());
    if (code.httpStatus() >= 500) {
      span.failed(code.word());
    }
  }

  /** Its answer has gone out. */
  public static void answered(TraceSpan span, int status) {
    span.set(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, status);
  }
}
