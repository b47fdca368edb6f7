package dev.twite.common.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link Socket} of Jetty's. Public because Jetty finds its methods by reflection. */
public final class JettySocket implements Session.Listener.AutoDemanding, Socket {
  private static final Logger log = LoggerFactory.getLogger(JettySocket.class);
  private static final int MAX_MESSAGE = 64 << 10;
  private static final long NOTHING = 0;

  private final SocketListener listener;
  private final SocketDoor door;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final long made = System.nanoTime();
  private volatile Session session;
  private volatile long heardAt = System.nanoTime();
  private volatile long sendingSince;

  JettySocket(SocketListener listener, SocketDoor door) {
    this.listener = listener;
    this.door = door;
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    session = opened;
    if (!door.opened(this)) {
      opened.disconnect();
      return;
    }
    // The heartbeat ends idle ones: a timeout of Jetty's would take our own pings for life.
    opened.setIdleTimeout(Duration.ZERO);
    opened.setMaxTextMessageSize(MAX_MESSAGE);
    opened.setMaxBinaryMessageSize(MAX_MESSAGE);
    opened.setMaxFrameSize(MAX_MESSAGE);
    heard();
    listener.opened(this);
  }

  @Override
  public void onWebSocketText(String text) {
    heard();
    listener.text(text);
  }

  @Override
  public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
    callback.succeed();
    close(CloseCode.UNSUPPORTED, "Send text");
  }

  @Override
  public void onWebSocketPong(ByteBuffer payload) {
    heard();
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    log.debug("A WebSocket failed", cause);
  }

  @Override
  public void onWebSocketClose(int code, String reason, Callback callback) {
    callback.succeed();
    end(code, reason == null ? "" : reason);
  }

  /** Gives its place back and tells the listener; once. */
  void end(int code, String reason) {
    if (ended.compareAndSet(false, true)) {
      door.closed(this);
      listener.closed(code, reason);
    }
  }

  /** Whether the handshake was so long ago. */
  boolean isOlder(long now, Duration age) {
    return now - made > age.toNanos();
  }

  @Override
  public void send(String text, Runnable sent, Runnable failed) {
    sendingSince = System.nanoTime() | 1;
    // Not in parts: Jetty would take a message that the callback sends for the next part.
    session.sendText(
        text,
        Callback.from(
            () -> {
              sendingSince = NOTHING;
              sent.run();
            },
            cause -> failed.run()));
  }

  @Override
  public void close(int code, String reason) {
    session.close(code, reason, Callback.NOOP);
    door.disconnectLater(this);
  }

  void disconnect() {
    if (!ended.get()) {
      session.disconnect();
    }
  }

  void ping() {
    session.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
  }

  /** Whether nothing has come for so long. */
  boolean isSilent(long now, Duration limit) {
    return now - heardAt > limit.toNanos();
  }

  /** Whether a message has been on its way for so long. */
  boolean isStalled(long now, Duration limit) {
    long since = sendingSince;
    return since != NOTHING && now - since > limit.toNanos();
  }

  private void heard() {
    heardAt = System.nanoTime();
  }
}
