package dev.twite.profile;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.kafka.Topic;
import dev.twite.common.reconcile.ReconcileHandler;
import dev.twite.common.reconcile.ReconcileResult;
import dev.twite.profile.store.Figures;
import dev.twite.proto.events.v1.FollowCreated;
import dev.twite.proto.profile.v1.User;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts that differ from what the others have are found, and only those. */
class ReconcileIT {
  private static ProfileFixture fixture;
  private static long eventId = 900_000;

  private final long ann = fixture.newUser();
  private final long bob = fixture.newUser();

  @BeforeAll
  static void start() throws Exception {
    fixture = new ProfileFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @BeforeEach
  void annFollowsBob() throws Exception {
    fixture.create(ann);
    fixture.create(bob);
    there(0, 1);
    follow();
    eventually(() -> assertThat(fixture.get(bob).getFirst().getFollowersCount()).isEqualTo(1));
    assertThat(reconcile(false).drifted()).isZero();
  }

  @Test
  void driftIsFoundAndRepaired_R6() {
    fixture
        .database()
        .run(
            handle ->
                handle.execute(
                    "UPDATE profile_count SET followers = 41, tweets = -3 WHERE user_id = ?", bob));
    ReconcileResult found = reconcile(false);
    assertThat(found.drifted()).isEqualTo(1);
    assertThat(found.clean()).isFalse();
    assertThat(found.examples().getFirst()).contains("user " + bob + ":");
    assertThat(reconcile(true).repaired()).isEqualTo(1);
    assertThat(reconcile(false).drifted()).isZero();
    User read = fixture.get(bob).getFirst();
    assertThat(read.getFollowersCount()).isEqualTo(1);
    assertThat(read.getTweetsCount()).isZero();
  }

  @Test
  void whatIsNotPublishedYetIsNoDrift_R6() throws Exception {
    // svc-follow has a second follow, of which nobody has been told.
    there(0, 2);
    fixture.sources.oldestUnpublishedMs = 1;
    AtomicInteger looks = new AtomicInteger();
    fixture.sources.betweenLooks =
        () -> {
          if (looks.incrementAndGet() == 5) {
            publishUnchecked();
          }
        };
    try {
      ReconcileResult result = reconcile(true);
      assertThat(result.error()).isEmpty();
      assertThat(result.drifted()).isZero();
    } finally {
      fixture.sources.betweenLooks = () -> {};
    }
    assertThat(looks.get()).isGreaterThan(5);
    assertThat(fixture.get(bob).getFirst().getFollowersCount()).isEqualTo(2);
  }

  @Test
  void whoNeverStandsStillIsLeftUnsure_R6() {
    AtomicInteger followers = new AtomicInteger(100);
    fixture.sources.betweenLooks = () -> there(0, followers.incrementAndGet());
    try {
      ReconcileResult result = reconcile(true);
      assertThat(result.drifted()).isZero();
      assertThat(result.skipped()).isEqualTo(1);
    } finally {
      fixture.sources.betweenLooks = () -> {};
      there(0, 1);
    }
    assertThat(fixture.get(bob).getFirst().getFollowersCount()).isEqualTo(1);
  }

  /** What svc-follow has: Ann follows one, Bob has followers. */
  private void there(long tweets, long followers) {
    fixture.sources.figures.put(ann, new Figures(0, followers > 50 ? 1 : followers, tweets));
    fixture.sources.figures.put(bob, new Figures(followers, 0, 0));
  }

  private void follow() throws InterruptedException {
    fixture.publish(
        List.of(
            fixture.event(
                Topic.FOLLOW,
                ann,
                ++eventId,
                FollowCreated.newBuilder().setFollowerId(ann).setFolloweeId(bob).build())));
  }

  private void publishUnchecked() {
    try {
      follow();
      fixture.sources.oldestUnpublishedMs = 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static ReconcileResult reconcile(boolean repair) {
    return fixture.service.get(ReconcileHandler.class).run(repair).results().getFirst();
  }
}
