package dev.twite.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailSinkServerIT {
  @TempDir Path folder;

  @Test
  void keepsTheLastMessagesForItsOwnerAndShowsThemHarmlessly() throws Exception {
    MailSinkConfig config = new MailSinkConfig(folder, FreePort.next(), FreePort.next(), 3);
    try (MailSinkServer sink = new MailSinkServer(config)) {
      sink.start();
      sink.awaitReady(Duration.ofSeconds(90));
      for (int i = 0; i < 5; i++) {
        send(sink, "Number " + i + " <script>", "See https://twite.example/x?token=" + i);
      }

      List<Path> kept = messages(sink);
      assertThat(kept).hasSize(3);
      assertThat(Files.readString(kept.getFirst())).contains("Number 2");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.getFirst())))
          .isEqualTo("rw-------");
      HttpResponse<String> list = get(sink, "/");
      assertThat(list.body())
          .contains("Number 4 &lt;script&gt;", "ann@example.org")
          .doesNotContain("<script", "Number 1");
      assertThat(list.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'");
      assertThat(get(sink, "/" + kept.getLast().getFileName()).body())
          .contains("href=\"https://twite.example/x?token=4\"");
      assertThat(get(sink, "/..%2flog%2fmail.log").statusCode()).isEqualTo(404);
      assertThat(get(sink, "/%00").statusCode()).isEqualTo(404);
      assertThat(statusFor(sink, "localhost:" + port(sink))).contains(" 200 ");
      assertThat(statusFor(sink, "rebound.example:" + port(sink))).contains(" 403 ");

      sink.kill();
      sink.start();
      sink.awaitReady(Duration.ofSeconds(90));
      assertThat(messages(sink)).isEqualTo(kept);
    }
  }

  private static List<Path> messages(MailSinkServer sink) throws IOException {
    try (Stream<Path> files = Files.list(sink.folder())) {
      return files.sorted().toList();
    }
  }

  private static void send(MailSinkServer sink, String subject, String text) throws Exception {
    Session session = Session.getInstance(new Properties());
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress("no-reply@twite.example"));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress("ann@example.org"));
    message.setSubject(subject);
    message.setText(text);
    message.saveChanges();
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect("127.0.0.1", sink.port(), null, null);
      transport.sendMessage(message, message.getAllRecipients());
    }
  }

  private static int port(MailSinkServer sink) {
    return URI.create(sink.url()).getPort();
  }

  /** The status line that a request for that host gets. */
  private static String statusFor(MailSinkServer sink, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(sink))) {
      String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))
          .readLine();
    }
  }

  private static HttpResponse<String> get(MailSinkServer sink, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(sink.url() + path)).build(), BodyHandlers.ofString());
    }
  }
}
