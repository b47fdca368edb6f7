package dev.twite.websocket.grpc;

import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.websocket.v1.CreateTicketRequest;
import dev.twite.proto.websocket.v1.SocketsGrpc;
import dev.twite.proto.websocket.v1.Ticket;
import dev.twite.websocket.WebsocketConfig;
import dev.twite.websocket.store.Tickets;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;

/** The door for svc-gateway. */
public final class WebsocketGrpcService extends SocketsGrpc.SocketsImplBase {
  private final Tickets tickets;
  private final WebsocketConfig config;

  @Inject
  WebsocketGrpcService(Tickets tickets, WebsocketConfig config) {
    this.tickets = tickets;
    this.config = config;
  }

  @Override
  public void createTicket(CreateTicketRequest request, StreamObserver<Ticket> observer) {
    Calls.reply(
        observer,
        () ->
            Ticket.newBuilder()
                .setTicket(tickets.issue(CallContext.requireUser(), config.ticketLife()))
                .setExpiresInS((int) config.ticketLife().toSeconds())
                .build());
  }
}
