package dev.twite.gateway.socket;

import dev.twite.common.http.CloseCode;
import dev.twite.common.http.Socket;
import dev.twite.common.http.SocketListener;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins a client's socket with one to svc-websocket. One message is on its way in each direction,
 * no more: who reads slowly slows the other side down, whose own limits then hold. Public because
 * Jetty finds its methods by reflection.
 */
public final class Bridge implements SocketListener, Session.Listener {
  private static final Logger log = LoggerFactory.getLogger(Bridge.class);
  private static final Duration SEND = Duration.ofSeconds(5);
  private static final int MAX_MESSAGE = 1 << 20;

  private volatile Session upstream;
  private volatile Socket client;
  private volatile boolean gone;

  // From svc-websocket; nothing is asked of it before the client's side is open.

  @Override
  public void onWebSocketOpen(Session opened) {
    // svc-websocket ends what is idle.
    opened.setIdleTimeout(Duration.ZERO);
    opened.setMaxTextMessageSize(MAX_MESSAGE);
    opened.setMaxFrameSize(MAX_MESSAGE);
    upstream = opened;
  }

  @Override
  public void onWebSocketText(String text) {
    Session from = upstream;
    client.send(text, from::demand, from::disconnect);
  }

  @Override
  public void onWebSocketClose(int code, String reason, Callback callback) {
    callback.succeed();
    leave(passedOn(code, CloseCode.GOING_AWAY), reason == null ? "" : reason);
  }

  @Override
  public void onWebSocketError(Throwable failed) {
    log.debug("svc-websocket is gone", failed);
    leave(CloseCode.GOING_AWAY, "Going away");
  }

  private void leave(int code, String reason) {
    gone = true;
    Socket open = client;
    if (open != null) {
      open.close(code, reason);
    }
  }

  // From the client.

  @Override
  public void opened(Socket socket) {
    client = socket;
    if (gone) {
      socket.close(CloseCode.GOING_AWAY, "Going away");
    }
    upstream.demand();
  }

  @Override
  public void text(String text) {
    Callback.Completable sent = new Callback.Completable();
    try {
      upstream.sendText(text, sent);
      sent.get(SEND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      log.debug("svc-websocket does not take a message", failed);
      client.close(CloseCode.GOING_AWAY, "Going away");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      client.close(CloseCode.GOING_AWAY, "Going away");
    }
  }

  @Override
  public void closed(int code, String reason) {
    Session other = upstream;
    // Who does not answer is left.
    other.setIdleTimeout(SEND);
    other.close(
        passedOn(code, CloseCode.NORMAL),
        "",
        Callback.from(() -> {}, failed -> other.disconnect()));
  }

  // Codes that no frame may carry (RFC 6455, 7.4.1) say that the other side is just gone.
  private static int passedOn(int code, int otherwise) {
    return code == 1005 || code == 1006 || code == 1015 || code < 1000 ? otherwise : code;
  }
}
