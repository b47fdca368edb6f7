package dev.twite.gateway.fake;

import dev.twite.common.identity.CallContext;
import dev.twite.proto.websocket.v1.CreateTicketRequest;
import dev.twite.proto.websocket.v1.SocketsGrpc;
import dev.twite.proto.websocket.v1.Ticket;
import io.grpc.stub.StreamObserver;

/** Tickets with their user's id in them. */
public final class FakeSockets extends SocketsGrpc.SocketsImplBase {
  private final Probe probe;

  public FakeSockets(Probe probe) {
    this.probe = probe;
  }

  @Override
  public void createTicket(CreateTicketRequest in, StreamObserver<Ticket> out) {
    probe.reply(
        out,
        "CreateTicket",
        () ->
            Ticket.newBuilder()
                .setTicket("ticket-of-" + CallContext.requireUser().id())
                .setExpiresInS(30)
                .build());
  }
}
