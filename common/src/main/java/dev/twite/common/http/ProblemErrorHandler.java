package dev.twite.common.http;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.CallContext;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Writes what Jetty itself refuses (bad syntax, headers too large, stopping) as problems too,
 * without its page.
 */
final class ProblemErrorHandler extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    ErrorCode code =
        switch (status) {
          case 503 -> ErrorCode.UNAVAILABLE;
          case 413 -> ErrorCode.BODY_TOO_LARGE;
          // What Jetty calls not implemented is the client's doing: an HTTP version, an encoding.
          case 501, 505 -> ErrorCode.INVALID_REQUEST;
          default -> status >= 400 && status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL;
        };
    // The contract has neither 414 nor 431, and the problem's own status must be the answer's.
    response.setStatus(code.httpStatus());
    String requestId = CallContext.newRequestId();
    dev.twite.common.http.Response problem =
        ProblemWriter.write(TwiteException.of(code), requestId);
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, problem.contentType());
    headers.put("X-Request-Id", requestId);
    problem.headers().forEach(headers::put);
    response.write(true, ByteBuffer.wrap(problem.body()), callback);
    return true;
  }
}
