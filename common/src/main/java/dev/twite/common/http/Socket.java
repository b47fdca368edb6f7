package dev.twite.common.http;

/** The server's end of an open WebSocket. */
public interface Socket {
  /**
   * Sends a text. Never blocks, and takes one at a time: wait for {@code sent}
   * before the next. One that takes longer than the socket may stall ends it with 4408.
   *
   * @param sent runs when the text has left, on any thread
   * @param failed runs instead when it can't
   */
  void send(String text, Runnable sent, Runnable failed);

  /** Closes with a code (RFC 6455, 7.4); who does not answer is disconnected after 2 s. */
  void close(int code, String reason);
}
