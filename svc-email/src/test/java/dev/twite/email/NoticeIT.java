package dev.twite.email;

import static dev.twite.email.EmailFixture.handleOf;
import static dev.twite.email.EmailFixture.listed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.testing.Cluster;
import dev.twite.email.Inbox.Received;
import dev.twite.proto.email.v1.Digest;
import dev.twite.proto.email.v1.EmailGrpc.EmailBlockingStub;
import dev.twite.proto.email.v1.GetSettingsRequest;
import dev.twite.proto.email.v1.Settings;
import dev.twite.proto.email.v1.UnsubscribeRequest;
import dev.twite.proto.notification.v1.NotificationType;
import java.time.Clock;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Mail about what others did, and what a person can say about it. */
class NoticeIT {
  private static final String HOSTILE =
      "<script>alert(1)</script>\r\nBcc: victim@example.org\r\n\r\nRead this\u202e";

  private static EmailFixture fixture;
  private static EmailBlockingStub gateway;

  @BeforeAll
  static void start() throws Exception {
    fixture = new EmailFixture(Clock.systemUTC(), "EMAIL_HOURLY_LIMIT", "3");
    gateway = fixture.stub("gateway");
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void aMentionNamesWhoAndWhatAndHowToEndIt() {
    long user = fixture.person();
    long actor = fixture.person();
    long tweet = EmailFixture.newId();
    fixture.others.account(actor, "robin", "Robin", true);
    fixture.others.tweet(tweet, actor, "Up early, @you?\nIndeed <3");
    fixture.notify(user, NotificationType.MENTION, actor, tweet);

    Received mail = fixture.inbox.only(handleOf(user));
    assertThat(mail.subject()).isEqualTo("Robin (@robin) mentioned you");
    assertThat(mail.text()).contains("> Up early, @you?", "> Indeed <3", "/v1/tweets/" + tweet);
    assertThat(mail.html()).contains("Indeed &lt;3", "/v1/tweets/" + tweet);
    assertThat(mail.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
    String link = mail.header("List-Unsubscribe");
    assertThat(link).matches("<https://twite\\.example/v1/email/unsubscribe\\?token=[\\w.%-]+>");
    assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");

    String token = link.substring(link.indexOf('=') + 1, link.length() - 1);
    UnsubscribeRequest request = UnsubscribeRequest.newBuilder().setToken(token).build();
    assertThat(gateway.unsubscribe(request).getKind()).isEqualTo("mention");
    assertThat(gateway.unsubscribe(request).getKind()).isEqualTo("mention");
    Settings now = settings(user);
    assertThat(now.getMention()).isFalse();
    assertThat(now.getReply()).isTrue();
    fixture.notify(user, NotificationType.MENTION, actor, tweet);
    fixture.awaitHandled();
    assertThat(fixture.inbox.of(handleOf(user))).hasSize(1);
  }

  @Test
  void aForgedUnsubscribeLinkIsRefused() {
    String good = fixture.service.get(UnsubscribeTokens.class).make(fixture.person(), Kind.FOLLOW);
    for (String forged :
        List.of(
            good.substring(0, good.length() - 2) + "AA",
            good.replace("follow", "digest"),
            "1." + good,
            "nothing")) {
      UnsubscribeRequest request = UnsubscribeRequest.newBuilder().setToken(forged).build();
      assertThat(codeOf(() -> gateway.unsubscribe(request)))
          .as(forged)
          .isEqualTo(ErrorCode.TOKEN_INVALID);
    }
  }

  @Test
  void aHostileNameRunsNothingAndAddsNoHeader() {
    long user = fixture.person();
    long actor = fixture.person();
    long tweet = EmailFixture.newId();
    fixture.others.account(user, handleOf(user), HOSTILE, true);
    fixture.others.account(actor, "mallory", HOSTILE, true);
    fixture.others.tweet(tweet, actor, HOSTILE);
    fixture.notify(user, NotificationType.REPLY, actor, tweet);

    Received mail = fixture.inbox.only(handleOf(user));
    assertThat(mail.header("Bcc")).isEmpty();
    String headers = mail.raw().substring(0, mail.raw().indexOf("\r\n\r\n"));
    assertThat(headers.lines()).noneMatch(line -> line.startsWith("Bcc"));
    assertThat(mail.subject()).doesNotContain("\r", "\n", "\u202e").contains("(@mallory)");
    assertThat(mail.html()).doesNotContain("<script").contains("&lt;script&gt;");
    // In plain text every line of theirs is marked as theirs.
    assertThat(mail.text().lines()).noneMatch(line -> line.startsWith("Read this"));
    assertThat(fixture.inbox.of("victim")).isEmpty();
  }

  @Test
  void whatIsGoneHiddenOrReadIsNotMailed_S4() {
    long user = fixture.person();
    long actor = fixture.person();
    long tweet = EmailFixture.newId();
    fixture.others.tweet(tweet, actor, "Soon gone");
    fixture.others.hide(tweet);
    fixture.notify(user, NotificationType.REPLY, actor, tweet);
    long stranger = EmailFixture.newId();
    fixture.notify(user, NotificationType.FOLLOW, stranger, 0);
    fixture.awaitHandled();
    assertThat(reasons(user)).containsExactlyInAnyOrder("tweet_gone", "actor_gone");

    fixture.others.notifications(
        user, listed(Long.MAX_VALUE, NotificationType.LIKE, 1, true, 1, actor));
    fixture.notify(user, NotificationType.FOLLOW, actor, 0);
    fixture.awaitHandled();
    assertThat(reasons(user)).contains("read");
    assertThat(fixture.inbox.of(handleOf(user))).isEmpty();
  }

  @Test
  void aFollowThatIsTakenBackOrBlockedIsNotMailed_S4() {
    long user = fixture.person();
    // Not in the list any more.
    fixture.notify(user, NotificationType.FOLLOW, fixture.person(), 0);
    fixture.awaitHandled();
    assertThat(reasons(user)).containsExactly("withdrawn");
    assertThat(fixture.inbox.of(handleOf(user))).isEmpty();

    fixture.follow(user, fixture.person());
    assertThat(fixture.inbox.only(handleOf(user)).subject()).contains("follows you");
  }

  @Test
  void moreThanTheHourlyLimitGoesIntoTheDigest() {
    long user = fixture.person();
    for (int i = 0; i < 5; i++) {
      fixture.follow(user, fixture.person());
    }
    fixture.notify(user, NotificationType.LIKE, fixture.person(), 42);
    fixture.awaitHandled();
    assertThat(fixture.inbox.of(handleOf(user))).hasSize(3);
    assertThat(
            fixture.query(
                String.class,
                "SELECT string_agg(type, ',' ORDER BY type) FROM pending WHERE user_id = " + user))
        .isEqualTo("FOLLOW,LIKE");
  }

  @Test
  void settingsAreTheCallersAndHold() {
    long user = fixture.person();
    assertThat(settings(user))
        .isEqualTo(
            Settings.newBuilder()
                .setMention(true)
                .setReply(true)
                .setQuote(true)
                .setFollow(true)
                .setNewSignIn(true)
                .setDigest(Digest.DAILY)
                .build());
    Settings quiet = settings(user).toBuilder().setFollow(false).setDigest(Digest.OFF).build();
    assertThat(Cluster.as(user, () -> gateway.updateSettings(quiet))).isEqualTo(quiet);
    assertThat(settings(user)).isEqualTo(quiet);
    // What is not given stays: two changes of different settings lose nothing of each other.
    Settings noReply = Settings.newBuilder().setReply(false).build();
    assertThat(Cluster.as(user, () -> gateway.updateSettings(noReply)))
        .isEqualTo(quiet.toBuilder().setReply(false).build());
    Settings unclear = Settings.newBuilder().setDigest(Digest.DIGEST_UNSPECIFIED).build();
    assertThat(codeOf(() -> Cluster.as(user, () -> gateway.updateSettings(unclear))))
        .isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(codeOf(() -> gateway.getSettings(GetSettingsRequest.getDefaultInstance())))
        .isEqualTo(ErrorCode.UNAUTHENTICATED);

    fixture.notify(user, NotificationType.FOLLOW, fixture.person(), 0);
    fixture.notify(user, NotificationType.LIKE, fixture.person(), 42);
    fixture.awaitHandled();
    assertThat(fixture.inbox.of(handleOf(user))).isEmpty();
    assertThat(fixture.query(Long.class, "SELECT count(*) FROM pending WHERE user_id = " + user))
        .isZero();
  }

  private static Settings settings(long user) {
    return Cluster.as(user, () -> gateway.getSettings(GetSettingsRequest.getDefaultInstance()));
  }

  private static List<String> reasons(long user) {
    return List.of(
        fixture
            .query(
                String.class,
                "SELECT coalesce(string_agg(reason, ','), '') FROM message"
                    + " WHERE state = 'SKIPPED' AND user_id = "
                    + user)
            .split(",", -1));
  }

  private static ErrorCode codeOf(ThrowingCallable call) {
    return GrpcErrors.toError(Assertions.catchThrowable(call)).code();
  }
}
