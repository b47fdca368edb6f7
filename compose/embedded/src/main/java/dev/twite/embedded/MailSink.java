package dev.twite.embedded;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.subethamail.smtp.server.SMTPServer;

/** The program behind {@link MailSinkServer}. */
final class MailSink {
  private static final int MAX_BYTES = 2 << 20;

  private MailSink() {}

  /** Arguments: the folder, the SMTP port, the page's port, how many messages are kept. */
  public static void main(String[] args) throws IOException {
    MailFolder folder = new MailFolder(Path.of(args[0]), Integer.parseInt(args[3]));
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer http =
        HttpServer.create(new InetSocketAddress(loopback, Integer.parseInt(args[2])), 0);
    http.createContext("/", new MailPage(folder));
    http.start();
    SMTPServer.port(Integer.parseInt(args[1]))
        .bindAddress(loopback)
        .hostName("localhost")
        .maxMessageSize(MAX_BYTES)
        .messageHandler((context, from, to, data) -> folder.add(data))
        .build()
        .start();
  }
}
