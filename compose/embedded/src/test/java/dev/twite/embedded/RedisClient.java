package dev.twite.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;

/** Sends inline commands and reads answers of one line, which is all that these tests need. */
final class RedisClient implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader in;

  RedisClient(String url) throws IOException {
    this(url, 45_000);
  }

  /**
   * @param timeoutMillis how long an answer is waited for
   */
  RedisClient(String url, int timeoutMillis) throws IOException {
    URI uri = URI.create(url);
    socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(timeoutMillis);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    ask("AUTH " + uri.getUserInfo().substring(1));
    ask("SELECT " + uri.getPath().substring(1));
  }

  String ask(String command) throws IOException {
    socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
    String answer = in.readLine();
    return answer.startsWith("$") && !answer.equals("$-1") ? in.readLine() : answer;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
