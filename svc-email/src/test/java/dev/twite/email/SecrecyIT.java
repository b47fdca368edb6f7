package dev.twite.email;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.twite.common.kafka.Topic;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.Eventually;
import dev.twite.common.testing.TopicReader;
import dev.twite.proto.events.v1.MailRequested;
import dev.twite.proto.notification.v1.NotificationType;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What people are told in confidence is told nobody else. */
class SecrecyIT {
  private static final String TOKEN = "canary-token-4711";
  private static final String TEXT = "canary-text-4712";
  private static final List<String> CANARIES =
      List.of(TOKEN, TEXT, "canary-handle@example.org", "canary-name");

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  @Test
  void noTokenAddressOrTextGetsIntoLogsDeadLettersOrMetrics_S22() throws Exception {
    Logger ours = (Logger) LoggerFactory.getLogger("dev.twite");
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    Capture capture = new Capture();
    capture.start();
    ours.setLevel(Level.TRACE);
    root.addAppender(capture);
    try (EmailFixture fixture = new EmailFixture(Clock.systemUTC(), "EMAIL_MAX_ATTEMPTS", "3")) {
      long user = EmailFixture.newId();
      fixture.others.account(user, "canary-handle", "canary-name", true);
      fixture.others.tweet(9, user, TEXT);
      // Sent, then failed until it is given up, then sealed by somebody else.
      fixture.publish(fixture.mail(user, MailRequested.Kind.PASSWORD_RESET, TOKEN).build());
      fixture.notify(user, NotificationType.MENTION, user, 9);
      Eventually.eventually(() -> assertThat(fixture.inbox.of("canary-handle")).hasSize(2));
      fixture.awaitHandled();
      fixture.sink.kill();
      fixture.publish(fixture.mail(user, MailRequested.Kind.PASSWORD_RESET, TOKEN).build());
      fixture.publish(
          fixture
              .mail(user, MailRequested.Kind.PASSWORD_RESET, TOKEN)
              .setSealedToken(com.google.protobuf.ByteString.copyFromUtf8(TOKEN))
              .build());
      fixture.awaitHandled();

      // Said after it was written down.
      Eventually.eventually(
          () -> {
            assertThat(lines).anyMatch(line -> line.contains("is given up: smtp_connection"));
            assertThat(lines).anyMatch(line -> line.contains("is given up: fault"));
          });
      StringWriter metrics = new StringWriter();
      TextFormat.write004(
          metrics, fixture.service.get(Metrics.class).registry().metricFamilySamples());
      assertThat(metrics.toString()).contains("twite_email_attempts_total");
      for (String canary : CANARIES) {
        assertThat(lines).noneMatch(line -> line.contains(canary));
        assertThat(metrics.toString()).doesNotContain(canary);
        assertThat(fixture.query(String.class, dump())).doesNotContain(canary);
        for (Topic topic : List.of(Topic.MAIL, Topic.NOTIFICATION)) {
          try (TopicReader dead = new TopicReader(fixture.env, fixture.topicOf(topic) + ".dlt")) {
            assertThat(dead.all())
                .noneMatch(
                    record ->
                        new String(record.value(), StandardCharsets.ISO_8859_1).contains(canary));
          }
        }
      }
    } finally {
      root.detachAppender(capture);
      ours.setLevel(Level.INFO);
    }
  }

  private static String dump() {
    return """
        SELECT coalesce(query_to_xml('SELECT * FROM message', true, false, '')::text, '')
          || coalesce(query_to_xml('SELECT * FROM pending', true, false, '')::text, '')
          || coalesce(query_to_xml('SELECT * FROM settings', true, false, '')::text, '')
        """;
  }

  private final class Capture extends AppenderBase<ILoggingEvent> {
    private final ThrowableProxyConverter stack = new ThrowableProxyConverter();

    @Override
    public void start() {
      stack.start();
      super.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(event.getFormattedMessage() + stack.convert(event));
    }
  }
}
