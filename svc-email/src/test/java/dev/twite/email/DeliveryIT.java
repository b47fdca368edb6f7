package dev.twite.email;

import static dev.twite.email.EmailFixture.handleOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.db.Database;
import dev.twite.common.kafka.Topic;
import dev.twite.common.testing.Eventually;
import dev.twite.email.Inbox.Received;
import dev.twite.email.store.MessageDao;
import dev.twite.proto.events.v1.MailRequested;
import dev.twite.proto.notification.v1.NotificationType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every message once, whatever happens. */
class DeliveryIT {
  private static EmailFixture fixture;

  @BeforeAll
  static void start() throws Exception {
    fixture = new EmailFixture(Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void anEventThatComesThriceIsOneMailAndItsTokenIsForgotten() {
    long user = fixture.person();
    long event = EmailFixture.newId();
    MailRequested mail =
        fixture.mail(user, MailRequested.Kind.PASSWORD_RESET, "token-of-thrice").build();
    for (int i = 0; i < 3; i++) {
      fixture.publish(Topic.MAIL, user, event, mail);
    }

    Received received = fixture.inbox.only(handleOf(user));
    assertThat(received.text())
        .contains(EmailFixture.URL + "/reset-password#token=token-of-thrice");
    assertThat(received.html())
        .contains(EmailFixture.URL + "/reset-password#token=token-of-thrice");
    assertThat(received.header("Message-ID"))
        .isEqualTo("<password_reset." + event + "@twite.localhost>");
    Eventually.eventually(() -> assertThat(stateOf(event)).isEqualTo("SENT"));
    assertThat(sealedOf(event)).isZero();
    flush();
    assertThat(fixture.inbox.of(handleOf(user))).hasSize(1);
  }

  @Test
  void aReplayOfAllTopicsSendsNothingAgain_R5() throws Exception {
    long user = fixture.person();
    long actor = fixture.person();
    fixture.publish(fixture.mail(user, MailRequested.Kind.VERIFY_EMAIL, "token").build());
    long tweet = EmailFixture.newId();
    fixture.others.account(user, handleOf(user), "Person", true);
    fixture.others.tweet(tweet, actor, "Hello");
    fixture.notify(user, NotificationType.MENTION, actor, tweet);
    flush();
    int before = fixture.inbox.all().size();
    long pending = fixture.query(Long.class, "SELECT count(*) FROM pending");

    fixture.restart(DeliveryIT::rewind);
    flush();

    assertThat(fixture.inbox.all()).hasSize(before);
    assertThat(fixture.query(Long.class, "SELECT count(*) FROM pending")).isEqualTo(pending);
  }

  @Test
  void whatComesWhileTheMailServerIsDownIsSentAfterwards() {
    List<Long> users = new ArrayList<>();
    fixture.sink.kill();
    for (int i = 0; i < 20; i++) {
      long user = fixture.person();
      users.add(user);
      fixture.publish(fixture.mail(user, MailRequested.Kind.PASSWORD_RESET, "t" + i).build());
    }
    // Every one of them has failed more than once: for some seconds nothing got through.
    Eventually.within(
        Duration.ofMinutes(2),
        () ->
            assertThat(
                    fixture.query(
                        Long.class,
                        """
                        SELECT count(*) FROM message
                        WHERE state = 'WAITING' AND attempts >= 7 AND reason = 'smtp_connection'
                        """))
                .isEqualTo(20));
    fixture.sink.start();
    fixture.sink.awaitReady(Duration.ofSeconds(60));

    for (long user : users) {
      fixture.inbox.only(handleOf(user));
    }
    assertThat(fixture.query(Long.class, "SELECT count(*) FROM message WHERE state = 'DEAD'"))
        .isZero();
  }

  @Test
  void whatADeadProcessHadTakenIsSentByAnother() throws Exception {
    long user = fixture.person();
    fixture.service.close();
    long event =
        fixture.publish(fixture.mail(user, MailRequested.Kind.PASSWORD_RESET, "t").build());
    fixture.restart(() -> {});
    Eventually.eventually(() -> assertThat(stateOf(event)).isEqualTo("SENT"));
    // As if it had died between the attempt and its outcome: nobody knows that it was sent.
    fixture
        .service
        .get(Database.class)
        .run(
            handle ->
                handle.execute(
                    "UPDATE message SET state = 'WAITING', next_at_ms = ?, attempts = 1 WHERE id = ?",
                    fixture.clock.millis() + 1_500,
                    event));
    fixture.sealAgain(event, "t");

    Eventually.eventually(() -> assertThat(fixture.inbox.of(handleOf(user))).hasSize(2));
    List<Received> both = fixture.inbox.of(handleOf(user));
    // The same id both times: a mail program that knows one shows no second.
    assertThat(both.get(0).header("Message-ID")).isEqualTo(both.get(1).header("Message-ID"));
  }

  @Test
  void anAttemptWhoseLeaseRanOutEndsNothing() {
    long user = fixture.person();
    long event =
        fixture.publish(fixture.mail(user, MailRequested.Kind.PASSWORD_RESET, "t").build());
    fixture.inbox.only(handleOf(user));
    Eventually.eventually(() -> assertThat(stateOf(event)).isEqualTo("SENT"));
    int written =
        fixture
            .service
            .get(Database.class)
            .transact(
                handle ->
                    handle
                        .attach(MessageDao.class)
                        .end(event, Kind.PASSWORD_RESET, 1, "DEAD", "late"));
    assertThat(written).isZero();
  }

  @Test
  void anExpiredTokenIsNotSent() {
    long user = fixture.person();
    long event =
        fixture.publish(
            fixture
                .mail(user, MailRequested.Kind.PASSWORD_RESET, "too-late")
                .setExpiresAtMs(fixture.clock.millis() - 1)
                .build());
    Eventually.eventually(() -> assertThat(stateOf(event)).isEqualTo("SKIPPED"));
    assertThat(sealedOf(event)).isZero();
    flush();
    assertThat(fixture.inbox.of(handleOf(user))).isEmpty();
  }

  @Test
  void anUnverifiedAddressGetsMailAboutItsAccountAlone() {
    long user = fixture.person();
    long actor = fixture.person();
    fixture.others.account(user, handleOf(user), "Win at https://evil.example", false);
    fixture.notify(user, NotificationType.FOLLOW, actor, 0);
    fixture.publish(fixture.mail(user, MailRequested.Kind.VERIFY_EMAIL, "first").build());

    // Not by the name, which is whatever a stranger wrote who signed up with that address.
    Received mail = fixture.inbox.only(handleOf(user));
    assertThat(mail.text())
        .contains("Hello @" + handleOf(user) + ",", "/verify-email#token=first")
        .doesNotContain("evil.example");
    assertThat(mail.html()).doesNotContain("evil.example");
    flush();
    assertThat(fixture.inbox.of(handleOf(user))).hasSize(1);
  }

  @Test
  void ofAnAccountThatIsGoneNothingStaysAndNothingComes_S22() {
    long user = fixture.person();
    long actor = fixture.person();
    fixture.publish(fixture.mail(user, MailRequested.Kind.PASSWORD_RESET, "t").build());
    fixture.inbox.only(handleOf(user));
    fixture.notify(user, NotificationType.LIKE, actor, 77);
    Eventually.eventually(() -> assertThat(rowsOf(user)).isGreaterThanOrEqualTo(3));

    fixture.delete(user);
    Eventually.eventually(() -> assertThat(rowsOf(user)).isZero());
    fixture.notify(user, NotificationType.FOLLOW, actor, 0);
    fixture.publish(fixture.mail(user, MailRequested.Kind.PASSWORD_RESET, "t2").build());
    flush();
    assertThat(rowsOf(user)).isZero();
    assertThat(fixture.inbox.of(handleOf(user))).hasSize(1);
  }

  @Test
  void aNewSignInNamesTheDeviceAndASignUpAttemptTheAccount() {
    long user = fixture.person();
    fixture.publish(
        MailRequested.newBuilder()
            .setUserId(user)
            .setKind(MailRequested.Kind.NEW_SIGN_IN)
            .setSealedDetail(fixture.seal("203.0.113.9\nFirefox/<b>99"))
            .build());
    Received signIn = fixture.inbox.only(handleOf(user));
    assertThat(signIn.subject()).isEqualTo("New sign-in to @" + handleOf(user));
    assertThat(signIn.text()).contains("Address: 203.0.113.9", "Device: Firefox/<b>99");
    assertThat(signIn.html()).contains("Firefox/&lt;b&gt;99").doesNotContain("<b>");

    long other = fixture.person();
    fixture.publish(
        MailRequested.newBuilder()
            .setUserId(other)
            .setKind(MailRequested.Kind.SIGN_UP_ATTEMPT)
            .build());
    assertThat(fixture.inbox.only(handleOf(other)).text()).contains("@" + handleOf(other));
  }

  /** Returns when everything published so far has been handled, and nothing waits to be sent. */
  private static void flush() {
    fixture.awaitHandled();
  }

  private static void rewind() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (Topic topic : List.of(Topic.MAIL, Topic.NOTIFICATION, Topic.USER)) {
      for (int partition = 0; partition < 2; partition++) {
        offsets.put(
            new TopicPartition(fixture.topicOf(topic), partition), new OffsetAndMetadata(0));
      }
    }
    try (Admin admin = fixture.admin()) {
      Eventually.within(
          Duration.ofSeconds(60),
          () -> admin.alterConsumerGroupOffsets(fixture.group(), offsets).all().get());
    }
  }

  private static String stateOf(long event) {
    return fixture.query(
        String.class,
        "SELECT coalesce((SELECT state FROM message WHERE id = " + event + "), 'NONE')");
  }

  private static long sealedOf(long event) {
    return fixture.query(
        Long.class,
        "SELECT count(*) FROM message WHERE id = " + event + " AND sealed_token IS NOT NULL");
  }

  private static long rowsOf(long user) {
    return fixture.query(
        Long.class,
        """
        SELECT (SELECT count(*) FROM message WHERE user_id = %1$d)
          + (SELECT count(*) FROM pending WHERE user_id = %1$d)
          + (SELECT count(*) FROM digest_due WHERE user_id = %1$d)
          + (SELECT count(*) FROM settings WHERE user_id = %1$d)
        """
            .formatted(user));
  }
}
