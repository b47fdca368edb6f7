package dev.twite.common.http;

/** What happens to one socket. Calls come one at a time and may block: the next one waits. */
public interface SocketListener {
  void opened(Socket socket);

  /** A whole message of at most 64 KiB. */
  void text(String text);

  /** The socket is gone; always the last call. */
  void closed(int code, String reason);
}
