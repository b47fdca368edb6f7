package dev.twite.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Takes every mail and delivers none: the last ones are kept as files, and shown on a page. In a
 * JVM of its own, so that it can be killed, and its libraries are on nobody else's class path.
 */
public final class MailSinkServer extends ServerProcess {
  private static final int PROBE_MILLIS = 2_000;

  private final MailSinkConfig config;

  public MailSinkServer(MailSinkConfig config) {
    super("mail", config.dataDir(), config.port());
    this.config = config;
  }

  /** Where the messages are: {@code *.eml}, named so that they sort by the time they came. */
  public Path folder() {
    return data();
  }

  /** The page that shows them. */
  public String url() {
    return "http://127.0.0.1:" + config.httpPort();
  }

  @Override
  List<Integer> ports() {
    return List.of(port(), config.httpPort());
  }

  @Override
  List<String> prepare() throws IOException {
    Files.createDirectories(data());
    return List.of(
        ChildCommand.java(),
        "-Xmx48m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        "-cp",
        ServersClassPath.load().joinedWithOwn(),
        MailSink.class.getName(),
        data().toString(),
        Integer.toString(port()),
        Integer.toString(config.httpPort()),
        Integer.toString(config.kept()));
  }

  @Override
  Optional<String> notReadyBecause() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), PROBE_MILLIS);
      socket.setSoTimeout(PROBE_MILLIS);
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      String greeting = String.valueOf(in.readLine());
      return greeting.startsWith("220 ") ? Optional.empty() : Optional.of(greeting);
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  String stopSignal() {
    return "TERM";
  }
}
