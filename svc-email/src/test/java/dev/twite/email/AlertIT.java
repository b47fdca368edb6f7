package dev.twite.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.twite.common.testing.Eventually;
import dev.twite.proto.events.v1.MailRequested;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The operators are told by another way than mail. */
class AlertIT {
  @Test
  void oneTextMessageAnHourSaysThatMailDoesNotGetThrough() throws Exception {
    List<String> texts = new CopyOnWriteArrayList<>();
    HttpServer provider =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/messages",
        exchange -> {
          try (exchange) {
            texts.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(201, -1);
          }
        });
    provider.start();
    String url = "http://127.0.0.1:" + provider.getAddress().getPort() + "/messages";
    try (EmailFixture fixture =
        new EmailFixture(
            Clock.systemUTC(),
            "EMAIL_MAX_ATTEMPTS",
            "2",
            "SMS_ALERT_TO",
            "+41791234567",
            "SMS_API_URL",
            url,
            "SMS_API_USER",
            "AC1",
            "SMS_API_KEY",
            "key",
            "SMS_FROM",
            "+41790000000")) {
      fixture.sink.kill();
      for (int i = 0; i < 4; i++) {
        long user = fixture.person();
        fixture.publish(fixture.mail(user, MailRequested.Kind.PASSWORD_RESET, "t").build());
      }
      fixture.awaitHandled();
      Eventually.eventually(() -> assertThat(texts).isNotEmpty());
      assertThat(texts).first().asString().contains("To=%2B41791234567", "mail+does+not+get");
      // Two, should the test run across a full hour.
      assertThat(texts.size()).isLessThanOrEqualTo(2);
      Eventually.eventually(
          () ->
              assertThat(
                      fixture.query(
                          Long.class, "SELECT count(*) FROM message WHERE kind = 'OPERATOR_ALERT'"))
                  .isEqualTo(texts.size()));
    } finally {
      provider.stop(0);
    }
  }
}
