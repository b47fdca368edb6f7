package dev.twite.websocket;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.http.CloseCode;
import dev.twite.common.http.Json;
import dev.twite.common.http.Socket;
import dev.twite.common.http.SocketListener;
import dev.twite.common.identity.CallContext;
import dev.twite.common.identity.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One connection: what it says, and what it is told. */
final class Client implements SocketListener {
  private final User user;
  private final Clients clients;
  private final Desk desk;
  private final SendQueue queue;
  private final Pace pace;
  private final String session = CallContext.newRequestId();
  private volatile Socket socket;

  Client(User user, Clients clients, Desk desk, SendQueue queue, Pace pace) {
    this.user = user;
    this.clients = clients;
    this.desk = desk;
    this.queue = queue;
    this.pace = pace;
  }

  User user() {
    return user;
  }

  @Override
  public void opened(Socket opened) {
    socket = opened;
    queue.begin(opened);
    tell(Frames.hello(session, clients.heartbeat()));
    clients.opened(this);
  }

  @Override
  public void text(String text) {
    if (!pace.admits(System.nanoTime())) {
      close(CloseCode.TOO_MANY, "Too many messages");
      return;
    }
    try {
      desk.handle(command(text));
    } catch (CommandException refused) {
      error(refused.code(), refused.getMessage(), refused.channel());
    } catch (RuntimeException failed) {
      TwiteException error = GrpcErrors.toError(failed);
      error(error.code().word(), error.detail(), null);
    }
  }

  @Override
  public void closed(int code, String reason) {
    try {
      queue.stop();
      desk.close();
    } finally {
      clients.closed(this);
    }
  }

  void close(int code, String reason) {
    Socket open = socket;
    if (open != null) {
      open.close(code, reason);
    }
  }

  /** Something happened. */
  void event(String frame) {
    clients.counted(tell(frame));
  }

  /** Events were missed. */
  void gap(String channel, String since) {
    clients.gap();
    tell(Frames.gap(channel, since));
  }

  boolean tell(String frame) {
    return queue.offer(frame);
  }

  /** Waits until less waits to be sent. */
  boolean awaitRoom(Duration limit) {
    return queue.awaitRoom(limit);
  }

  private static Command command(String text) {
    try {
      return Json.read(text.getBytes(StandardCharsets.UTF_8), Command.class);
    } catch (TwiteException unreadable) {
      String detail =
          unreadable.fields().stream()
              .map(field -> field.field() + ": " + field.detail())
              .findFirst()
              .orElse("Is not a JSON object");
      throw new CommandException(
          unreadable.code() == ErrorCode.MALFORMED_JSON ? "malformed_json" : "invalid_request",
          detail,
          null);
    }
  }

  private void error(String code, String detail, String channel) {
    tell(Frames.error(code, detail, channel));
  }
}
