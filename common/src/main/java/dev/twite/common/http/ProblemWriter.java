package dev.twite.common.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.FieldError;
import dev.twite.common.error.TwiteException;
import java.util.List;
import java.util.Map;

/**
 * Errors on the HTTP wire (RFC 9457): the other of the two places where {@link ErrorCode} is
 * mapped.
 */
final class ProblemWriter {
  private static final String CONTENT_TYPE = "application/problem+json";

  private ProblemWriter() {}

  static Response write(TwiteException error, String requestId) {
    ErrorCode code = error.code();
    Problem problem =
        new Problem(
            "about:blank",
            code.title(),
            code.httpStatus(),
            error.detail(),
            code.word(),
            requestId,
            error.fields().isEmpty() ? null : error.fields());
    Response response =
        new Response(code.httpStatus(), CONTENT_TYPE, Json.write(problem), Map.of());
    if (code.httpStatus() == 401) {
      response = response.withHeader("WWW-Authenticate", "Bearer");
    }
    if (error.retryAfter().isPresent()) {
      long seconds = Math.max(1, error.retryAfter().get().plusMillis(999).toSeconds());
      return response.withHeader("Retry-After", Long.toString(seconds));
    }
    return code.httpStatus() == 503 ? response.withHeader("Retry-After", "1") : response;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Problem(
      String type,
      String title,
      int status,
      String detail,
      String code,
      String requestId,
      List<FieldError> errors) {}
}
