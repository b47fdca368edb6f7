package dev.twite.email.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.twite.common.config.Secret;
import dev.twite.common.testing.Cluster;
import dev.twite.email.Sender;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** What a mail server's answers mean. */
class SmtpCarrierTest {
  private final int port = Cluster.freePort();
  private SMTPServer server;

  /** Where in the conversation a server refuses. */
  enum Step {
    FROM,
    TO,
    DATA
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TO, 550, true, smtp_550",
    "TO, 451, false, smtp_451",
    "TO, 452, false, smtp_452",
    "DATA, 554, false, smtp_554",
    "DATA, 451, false, smtp_451",
    "FROM, 550, false, smtp_sender_550",
    "FROM, 421, false, smtp_421",
  })
  void aRefusalIsFinalOnlyWhenItIsAboutTheRecipient(
      Step step, int code, boolean last, String reason) throws Exception {
    start(step, code);
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> carrier(Tls.NONE).carry(mail()));
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.isLast()).isEqualTo(last);
  }

  @Test
  void aServerThatIsAwayIsTriedAgain() {
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> carrier(Tls.NONE).carry(mail()));
    assertThat(refused.reason()).isEqualTo("smtp_connection");
    assertThat(refused.isLast()).isFalse();
  }

  @Test
  void nothingIsSentInTheClearWhereProtectionIsAskedFor() throws Exception {
    start(Step.DATA, 250);
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> carrier(Tls.STARTTLS).carry(mail()));
    assertThat(refused.isLast()).isFalse();
  }

  @Test
  void aWrongAddressIsFinal() throws Exception {
    start(Step.TO, 250);
    Mail wrong = new Mail("not an address", "s", "t", "h", "<1@twite.example>", Optional.empty());
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> carrier(Tls.NONE).carry(wrong));
    assertThat(refused.isLast()).isTrue();
    assertThat(refused.reason()).isEqualTo("bad_address");
  }

  private SmtpCarrier carrier(Tls tls) {
    return new SmtpCarrier(
        new SmtpConfig("127.0.0.1", port, tls, "", new Secret(""), Duration.ofSeconds(20)),
        new Sender("Twite", "no-reply@twite.example"),
        Clock.systemUTC());
  }

  private static Mail mail() {
    return new Mail("ann@example.org", "s", "t", "<p>h</p>", "<1@twite.example>", Optional.empty());
  }

  private void start(Step refusing, int code) throws IOException {
    server =
        SMTPServer.port(port)
            .bindAddress(InetAddress.getLoopbackAddress())
            .messageHandlerFactory(context -> new Refusing(refusing, code))
            .build();
    server.start();
  }

  private record Refusing(Step step, int code) implements MessageHandler {
    @Override
    public void from(String from) throws RejectException {
      at(Step.FROM);
    }

    @Override
    public void recipient(String recipient) throws RejectException {
      at(Step.TO);
    }

    @Override
    public String data(InputStream data) throws RejectException, IOException {
      data.transferTo(java.io.OutputStream.nullOutputStream());
      at(Step.DATA);
      return null;
    }

    @Override
    public void done() {}

    private void at(Step here) throws RejectException {
      if (here == step && code >= 400) {
        throw new RejectException(code, "No");
      }
    }
  }
}
