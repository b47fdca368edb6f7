package dev.twite.gateway.socket;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.SocketEndpoint;
import dev.twite.common.http.SocketListener;
import dev.twite.common.http.SocketRequest;
import dev.twite.gateway.limit.Limits;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code GET /v1/ws}: the WebSockets of svc-websocket at the gateway's own address. Whom they are
 * for is in the ticket, so nothing is decided here but how often one may knock (S11).
 */
public final class OpenBridge implements SocketEndpoint {
  public static final String PATH = "/v1/ws";
  private static final Pattern QUERY = Pattern.compile("ticket=[A-Za-z0-9_-]{1,100}");
  private static final Pattern ORIGIN = Pattern.compile("[\\x21-\\x7e]{1,300}");

  private final Upstreams upstreams;
  private final Limits limits;

  @Inject
  OpenBridge(Upstreams upstreams, Limits limits) {
    this.upstreams = upstreams;
    this.limits = limits;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public SocketListener admit(SocketRequest request) {
    limits.take(
        "GET " + PATH,
        new Limits.Caller(request.clientAddress(), request.header("X-Forwarded-For").isPresent()),
        (name, value) -> {});
    String query = request.rawQuery();
    if (!query.isEmpty() && !QUERY.matcher(query).matches()) {
      throw TwiteException.invalid(
          "ticket", "invalid", "Only a ticket of POST /v1/ws/tickets may be in the URL");
    }
    Map<String, String> headers = new HashMap<>();
    headers.put("X-Forwarded-For", request.clientAddress());
    headers.put("X-Request-Id", request.requestId());
    request.header("Origin").ifPresent(origin -> headers.put("Origin", checked(origin)));
    return upstreams.open(query.isEmpty() ? PATH : PATH + "?" + query, headers);
  }

  // What can't be sent on is no origin.
  private static String checked(String origin) {
    if (!ORIGIN.matcher(origin).matches()) {
      throw TwiteException.of(ErrorCode.FORBIDDEN, "Pages of this origin may not connect");
    }
    return origin;
  }
}
