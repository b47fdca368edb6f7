package dev.twite.websocket.http;

import dev.twite.common.http.Socket;
import dev.twite.common.http.SocketListener;

/** A socket that is closed as soon as it is open, to say why. */
record Refusal(int code, String reason) implements SocketListener {
  @Override
  public void opened(Socket socket) {
    socket.close(code, reason);
  }

  @Override
  public void text(String text) {}

  @Override
  public void closed(int closeCode, String closeReason) {}
}
