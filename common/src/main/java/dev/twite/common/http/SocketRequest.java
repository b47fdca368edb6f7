package dev.twite.common.http;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;

/** A request to open a WebSocket. */
public final class SocketRequest {
  private final HttpServletRequest request;
  private final String requestId;
  private final String clientAddress;

  SocketRequest(HttpServletRequest request, String requestId, String clientAddress) {
    this.request = request;
    this.requestId = requestId;
    this.clientAddress = clientAddress;
  }

  public String requestId() {
    return requestId;
  }

  /** The client's address, after trusted proxies (S12). */
  public String clientAddress() {
    return clientAddress;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  /** The query as it was sent; empty when there is none. */
  public String rawQuery() {
    return Optional.ofNullable(request.getQueryString()).orElse("");
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(readable(() -> request.getParameter(name)));
  }

  /** The names in the query. */
  public Set<String> queryNames() {
    return readable(() -> request.getParameterMap().keySet());
  }

  private static <T> T readable(Supplier<T> query) {
    try {
      return query.get();
    } catch (RuntimeException unreadable) {
      if (unreadable instanceof HttpException || unreadable instanceof IllegalArgumentException) {
        throw TwiteException.of(ErrorCode.INVALID_REQUEST, "The query can't be read", unreadable);
      }
      throw unreadable;
    }
  }
}
