package dev.twite.email;

import static dev.twite.email.EmailFixture.handleOf;
import static dev.twite.email.EmailFixture.listed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.Eventually;
import dev.twite.common.testing.MutableClock;
import dev.twite.email.Inbox.Received;
import dev.twite.proto.email.v1.Digest;
import dev.twite.proto.email.v1.Settings;
import dev.twite.proto.notification.v1.NotificationType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was missed, once a day or a week. */
class DigestIT {
  private static EmailFixture fixture;
  private static MutableClock clock;

  @BeforeAll
  static void start() throws Exception {
    // A Wednesday at noon.
    clock = new MutableClock(Instant.parse("2026-06-03T12:00:00Z"));
    fixture = new EmailFixture(clock);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void tellsOnceOfWhatIsStillUnread() throws Exception {
    long user = fixture.person();
    long ann = fixture.person();
    long bob = fixture.person();
    fixture.others.account(ann, "ann", "Ann <b>", true);
    fixture.others.account(bob, "bob", "Bob", true);
    fixture.others.tweet(100, user, "My first tweet");
    fixture.others.tweet(101, user, "My second tweet");
    fixture.notify(user, NotificationType.LIKE, ann, 100);
    long likes = fixture.notify(user, NotificationType.LIKE, bob, 100);
    long retweet = fixture.notify(user, NotificationType.RETWEET, bob, 101);
    fixture.awaitHandled();
    Digests digests = fixture.service.get(Digests.class);

    assertThat(digests.makeDue()).isZero();
    clock.advance(Duration.ofHours(21).plusMinutes(1));
    fixture.others.notifications(
        user,
        listed(retweet, NotificationType.RETWEET, 101, false, 1, bob),
        listed(likes, NotificationType.LIKE, 100, false, 14, bob, ann),
        listed(likes - 1, NotificationType.REPLY, 102, false, 1, ann));
    inParallel(digests);

    Received mail = fixture.inbox.only(handleOf(user));
    assertThat(mail.subject()).isEqualTo("You missed 2 things on Twite");
    assertThat(mail.text())
        .contains(
            "- Bob, Ann <b> and 12 others liked your tweet",
            "> My first tweet",
            "- Bob retweeted you");
    assertThat(mail.html()).contains("Bob, Ann &lt;b&gt; and 12 others").doesNotContain("<b>");
    assertThat(mail.header("List-Unsubscribe")).contains(".digest.");
    fixture.awaitHandled();
    assertThat(fixture.query(Long.class, "SELECT count(*) FROM pending WHERE user_id = " + user))
        .isZero();
    assertThat(fixture.inbox.of(handleOf(user))).hasSize(1);
    clock.advance(Duration.ofDays(2));
    var unused = digests.makeDue();
    fixture.awaitHandled();
    assertThat(fixture.inbox.of(handleOf(user))).hasSize(1);
  }

  @Test
  void isNotSentWhenEverythingWasRead() {
    long user = fixture.person();
    long ann = fixture.person();
    fixture.others.tweet(200, user, "Read by now");
    long like = fixture.notify(user, NotificationType.LIKE, ann, 200);
    fixture.awaitHandled();
    fixture.others.notifications(user, listed(like, NotificationType.LIKE, 200, true, 1, ann));
    clock.advance(Duration.ofDays(1));
    var unused = fixture.service.get(Digests.class).makeDue();
    fixture.awaitHandled();
    assertThat(fixture.inbox.of(handleOf(user))).isEmpty();
    assertThat(
            fixture.query(
                String.class,
                "SELECT max(reason) FROM message WHERE kind = 'DIGEST' AND user_id = " + user))
        .isEqualTo("nothing_unread");
  }

  @Test
  void followsTheSettings() {
    long weekly = fixture.person();
    long off = fixture.person();
    long ann = fixture.person();
    update(weekly, Digest.WEEKLY);
    fixture.notify(weekly, NotificationType.LIKE, ann, 300);
    fixture.notify(off, NotificationType.LIKE, ann, 300);
    fixture.awaitHandled();
    Instant due =
        Instant.ofEpochMilli(
            fixture.query(
                Long.class, "SELECT due_at_ms FROM digest_due WHERE user_id = " + weekly));
    assertThat(due).isAfter(clock.instant());
    assertThat(due.toString()).matches(".*T08:[0-5][0-9]:00Z");
    assertThat(due.atZone(java.time.ZoneOffset.UTC).getDayOfWeek())
        .isEqualTo(java.time.DayOfWeek.MONDAY);

    update(off, Digest.OFF);
    assertThat(fixture.query(Long.class, "SELECT count(*) FROM digest_due WHERE user_id = " + off))
        .isZero();
    Eventually.eventually(
        () ->
            assertThat(
                    fixture.query(
                        Long.class, "SELECT count(*) FROM pending WHERE user_id = " + off))
                .isZero());
  }

  private static void update(long user, Digest digest) {
    Settings wanted = Settings.newBuilder().setDigest(digest).build();
    var unused = Cluster.as(user, () -> fixture.stub("notification").updateSettings(wanted));
  }

  /** As several processes would, all at the same time. */
  private static void inParallel(Digests digests) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        runs.add(threads.submit(digests::makeDue));
      }
      for (Future<Integer> run : runs) {
        var unused = run.get();
      }
    }
  }
}
