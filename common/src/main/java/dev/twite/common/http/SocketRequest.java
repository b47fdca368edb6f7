package dev.twite.common.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

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
    return Optional.ofNullable(request.getParameter(name));
  }

  /** The names in the query. */
  public Set<String> queryNames() {
    return request.getParameterMap().keySet();
  }
}
