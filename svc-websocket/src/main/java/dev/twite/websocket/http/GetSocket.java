package dev.twite.websocket.http;

import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import jakarta.inject.Inject;

/** Tells who comes without a WebSocket handshake what is missing. */
public final class GetSocket implements Endpoint {
  @Inject
  GetSocket() {}

  @Override
  public Route route() {
    return Route.get(OpenSocket.PATH, Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    throw TwiteException.invalid("Upgrade", "required", "Open a WebSocket here (RFC 6455)");
  }
}
