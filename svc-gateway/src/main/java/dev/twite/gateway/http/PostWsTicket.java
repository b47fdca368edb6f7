package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.websocket.v1.CreateTicketRequest;
import dev.twite.proto.websocket.v1.SocketsGrpc.SocketsBlockingStub;
import dev.twite.proto.websocket.v1.Ticket;
import jakarta.inject.Inject;

/** A ticket that opens one WebSocket. */
final class PostWsTicket implements Endpoint {
  private final SocketsBlockingStub sockets;

  @Inject
  PostWsTicket(SocketsBlockingStub sockets) {
    this.sockets = sockets;
  }

  @Override
  public Route route() {
    return Route.post("/v1/ws/tickets", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    Ticket ticket = sockets.createTicket(CreateTicketRequest.getDefaultInstance());
    return Response.ok(new View(ticket.getTicket(), ticket.getExpiresInS()))
        .withHeader("Cache-Control", "no-store");
  }

  record View(String ticket, int expiresIn) {}
}
