package dev.twite.gateway.socket;

import dev.twite.common.http.SocketEndpoint;
import dev.twite.common.http.SocketListener;
import dev.twite.common.http.SocketRequest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code GET /v1/ws}: the WebSockets of svc-websocket at the gateway's own address. Whom they are
 * for is in the ticket, so nothing is decided here.
 */
public final class OpenBridge implements SocketEndpoint {
  public static final String PATH = "/v1/ws";

  private final Upstreams upstreams;

  @Inject
  OpenBridge(Upstreams upstreams) {
    this.upstreams = upstreams;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public SocketListener admit(SocketRequest request) {
    Map<String, String> headers = new HashMap<>();
    headers.put("X-Forwarded-For", request.clientAddress());
    headers.put("X-Request-Id", request.requestId());
    request.header("Origin").ifPresent(origin -> headers.put("Origin", origin));
    String query = request.rawQuery();
    Bridge bridge = new Bridge();
    bridge.to(upstreams.open(query.isEmpty() ? PATH : PATH + "?" + query, headers, bridge));
    return bridge;
  }
}
