package dev.twite.notification;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.db.Database;
import dev.twite.notification.store.RecipientDao;
import dev.twite.notification.store.WishesRow;
import dev.twite.notification.testing.Rig;
import dev.twite.proto.notification.v1.NotificationType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdmissionIT {
  private static final int CONSUMERS = 24;

  @Test
  void consumersLeaveSvcFollowRoomForPeople() throws Exception {
    try (Rig rig = new Rig()) {
      Admission admission = rig.get(Admission.class);
      AtomicInteger admitted = new AtomicInteger();
      CountDownLatch release = new CountDownLatch(1);
      rig.world.follow.hold = release;
      List<Thread> consumers = new ArrayList<>();
      for (int i = 0; i < CONSUMERS; i++) {
        // Each about somebody else: what is kept needs no question.
        Cause cause = follow(rig.newId(), rig.newId());
        WishesRow wishes = wishes(rig, cause.recipientId());
        consumers.add(
            Thread.ofPlatform()
                .daemon()
                .unstarted(
                    () -> {
                      if (admission.admits(cause, wishes)) {
                        admitted.incrementAndGet();
                      }
                    }));
      }
      consumers.forEach(Thread::start);
      eventually(
          () -> {
            assertThat(rig.world.follow.most()).isGreaterThanOrEqualTo(4);
            assertThat(consumers)
                .allMatch(
                    one ->
                        one.getState() == Thread.State.WAITING
                            || one.getState() == Thread.State.TIMED_WAITING);
          });
      release.countDown();
      for (Thread one : consumers) {
        one.join();
      }
      assertThat(admitted).hasValue(CONSUMERS);
      assertThat(rig.world.follow.most()).isEqualTo(4);
    }
  }

  @Test
  void whatIsKeptDoesNotWaitBehindQuestionsThatHang_R11() throws Exception {
    try (Rig rig = new Rig()) {
      Admission admission = rig.get(Admission.class);
      Cause kept = follow(rig.newId(), rig.newId());
      WishesRow wishes = wishes(rig, kept.recipientId());
      List<Thread> asking = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Cause cause = follow(rig.newId(), rig.newId());
        asking.add(Thread.ofPlatform().daemon().unstarted(() -> admission.admits(cause, wishes)));
      }
      CountDownLatch release = new CountDownLatch(1);
      assertThat(admission.admits(kept, wishes)).isTrue();
      rig.world.follow.hold = release;
      asking.forEach(Thread::start);
      eventually(() -> assertThat(rig.world.follow.most()).isEqualTo(4));
      assertThat(admission.admits(kept, wishes)).isTrue();
      release.countDown();
      for (Thread one : asking) {
        one.join();
      }
    }
  }

  private static WishesRow wishes(Rig rig, long user) {
    return rig.get(Database.class).read(handle -> handle.attach(RecipientDao.class).wishes(user));
  }

  private static Cause follow(long recipient, long actor) {
    return new Cause(
        recipient,
        actor,
        NotificationType.FOLLOW,
        0,
        actor,
        Instant.now(),
        /* followersOnly= */ false);
  }
}
