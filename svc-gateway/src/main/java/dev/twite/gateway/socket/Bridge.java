package dev.twite.gateway.socket;

import dev.twite.common.http.CloseCode;
import dev.twite.common.http.Socket;
import dev.twite.common.http.SocketListener;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins a client's socket with one to svc-websocket. One message is on its way in each direction,
 * no more: who reads slowly slows the other side down, whose own limits then hold.
 */
final class Bridge implements SocketListener, WebSocket.Listener {
  private static final Logger log = LoggerFactory.getLogger(Bridge.class);
  private static final Duration SEND = Duration.ofSeconds(5);
  // Those that java.net.http lets a client close with.
  private static final Set<Integer> SENDABLE = Set.of(1000, 1001, 1003, 1008, 1011);

  private static final int MAX_MESSAGE = 1 << 20;

  // Of one thread at a time: java.net.http calls in turn.
  private final StringBuilder message = new StringBuilder();
  private volatile WebSocket upstream;
  private volatile Socket client;
  private volatile boolean gone;

  void to(WebSocket opened) {
    upstream = opened;
  }

  // From svc-websocket; nothing is asked of it before the client's side is open.

  @Override
  public void onOpen(WebSocket opened) {
    log.trace("Open");
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    message.append(part);
    if (message.length() > MAX_MESSAGE) {
      client.close(CloseCode.GOING_AWAY, "Going away");
      from.abort();
    } else if (last) {
      String text = message.toString();
      message.setLength(0);
      client.send(text, () -> from.request(1), from::abort);
    } else {
      from.request(1);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    client.close(passedOn(code), reason);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failed) {
    log.debug("svc-websocket is gone", failed);
    gone = true;
    Socket open = client;
    if (open != null) {
      open.close(CloseCode.GOING_AWAY, "Going away");
    }
  }

  // From the client.

  @Override
  public void opened(Socket socket) {
    client = socket;
    if (gone) {
      socket.close(CloseCode.GOING_AWAY, "Going away");
    }
    upstream.request(1);
  }

  @Override
  public void text(String text) {
    try {
      upstream.sendText(text, true).get(SEND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | IllegalStateException gone) {
      log.debug("svc-websocket does not take a message", gone);
      client.close(CloseCode.GOING_AWAY, "Going away");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      client.close(CloseCode.GOING_AWAY, "Going away");
    }
  }

  @Override
  public void closed(int code, String reason) {
    WebSocket other = upstream;
    if (other == null) {
      return;
    }
    var unused =
        other
            .sendClose(SENDABLE.contains(code) ? code : CloseCode.NORMAL, "")
            .orTimeout(SEND.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((sent, failed) -> other.abort());
  }

  // Codes that no frame may carry (RFC 6455, 7.4.1) say that the other side is just gone.
  private static int passedOn(int code) {
    return code == 1005 || code == 1006 || code == 1015 || code < 1000
        ? CloseCode.GOING_AWAY
        : code;
  }
}
