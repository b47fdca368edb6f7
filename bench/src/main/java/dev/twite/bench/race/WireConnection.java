package dev.twite.bench.race;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A kept-alive HTTP/1.1 connection that writes ready-made requests and reads answers whole. It does
 * as little as that takes, so that the load costs few of the cores that the servers need.
 */
final class WireConnection implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 20_000;
  private static final int BUFFER = 64 << 10;

  private final Socket socket = new Socket();
  private final InputStream in;
  private byte[] buffer = new byte[BUFFER];
  private int at;
  private int filled;
  private int bodyFrom;
  private int bodyTo;

  WireConnection(URI server) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_MILLIS);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), CONNECT_MILLIS);
    in = socket.getInputStream();
  }

  /** A request's bytes; the body is JSON, null for none. */
  static byte[] request(String method, String path, String token, String body) {
    byte[] content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
            + token
            + (body == null
                ? ""
                : "\r\nContent-Type: application/json\r\nContent-Length: " + content.length)
            + "\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = Arrays.copyOf(start, start.length + content.length);
    System.arraycopy(content, 0, whole, start.length, content.length);
    return whole;
  }

  /**
   * Sends a request and reads its answer.
   *
   * @return the status
   */
  int exchange(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    at = 0;
    filled = 0;
    String head = head();
    int status = Integer.parseInt(head, 9, 12, 10);
    String lower = head.toLowerCase(Locale.ROOT);
    int length = lower.indexOf("\r\ncontent-length:");
    bodyFrom = at;
    if (length >= 0) {
      int from = length + "\r\ncontent-length:".length();
      need(Integer.parseInt(head.substring(from, head.indexOf("\r\n", from)).strip()));
      bodyTo = at;
    } else if (lower.contains("\r\ntransfer-encoding: chunked")) {
      chunks();
    } else {
      bodyTo = at;
    }
    return status;
  }

  /** Of the last answer. */
  byte[] body() {
    return Arrays.copyOfRange(buffer, bodyFrom, bodyTo);
  }

  /** Up to the empty line; it keeps the last line's end. */
  private String head() throws IOException {
    int seen = 0;
    while (true) {
      for (; seen + 3 < filled; seen++) {
        if (buffer[seen] == '\r'
            && buffer[seen + 1] == '\n'
            && buffer[seen + 2] == '\r'
            && buffer[seen + 3] == '\n') {
          at = seen + 4;
          return new String(buffer, 0, seen + 2, StandardCharsets.ISO_8859_1);
        }
      }
      more();
    }
  }

  /** Takes that many bytes more. */
  private void need(int count) throws IOException {
    while (filled - at < count) {
      more();
    }
    at += count;
  }

  /** Puts the parts together where the first began. */
  private void chunks() throws IOException {
    int to = bodyFrom;
    while (true) {
      int lineFrom = at;
      int lineEnd;
      while ((lineEnd = lineEnd(lineFrom)) < 0) {
        more();
      }
      String line = new String(buffer, lineFrom, lineEnd - lineFrom, StandardCharsets.ISO_8859_1);
      int size = Integer.parseInt(line.split(";", 2)[0].strip(), 16);
      at = lineEnd + 2;
      int from = at;
      need(size + 2);
      System.arraycopy(buffer, from, buffer, to, size);
      to += size;
      if (size == 0) {
        bodyTo = to;
        return;
      }
    }
  }

  private int lineEnd(int from) {
    for (int i = from; i + 1 < filled; i++) {
      if (buffer[i] == '\r' && buffer[i + 1] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void more() throws IOException {
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int count = in.read(buffer, filled, buffer.length - filled);
    if (count < 0) {
      throw new EOFException("The server closed the connection");
    }
    filled += count;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
