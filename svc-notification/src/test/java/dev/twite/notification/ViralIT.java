package dev.twite.notification;

import static dev.twite.common.testing.Eventually.atMost;
import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.TimedTest;
import dev.twite.notification.testing.LiveTap;
import dev.twite.notification.testing.Rig;
import dev.twite.proto.notification.v1.Notification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How fast it is: one like at a time, and ten thousand of one tweet at once. */
class ViralIT {
  private static final int MANY = 3_000;
  private static final int EACH = 100;
  private static final long MEDIAN_MS = 100;

  @TimedTest
  void aLikeIsPushedWithinAHundredMillisecondsInTheMedian() throws Exception {
    LinkedBlockingQueue<Long> times = new LinkedBlockingQueue<>();
    try (Rig rig = new Rig()) {
      long author = rig.newId();
      long tweet = rig.newId();
      try (LiveTap tap =
          new LiveTap(
              rig.env,
              author,
              event -> times.add(System.currentTimeMillis() - event.getOccurredAtMs()))) {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 2 * EACH; i++) {
          rig.world.like(rig.newId(), tweet, author);
          Long ms = times.poll(60, TimeUnit.SECONDS);
          assertThat(ms).isNotNull();
          // The first ones warm up.
          if (i >= EACH) {
            all.add(ms);
          }
        }
        Collections.sort(all);
        System.out.printf(
            "like published -> push in Redis: median %d ms, p99 %d ms (%d likes)%n",
            all.get(EACH / 2), all.get(EACH * 99 / 100), EACH);
        atMost(Duration.ofMillis(MEDIAN_MS), Duration.ofMillis(all.get(EACH / 2)));
        eventually(() -> assertThat(tap.events()).hasSize(2 * EACH));
      }
    }
  }

  @Test
  @Tag("verify")
  void thousandsOfLikesOfOneTweetAreOneGroup() throws Exception {
    try (Rig rig = new Rig()) {
      long author = rig.newId();
      long tweet = rig.newId();
      rig.world.like(rig.newId(), tweet, author);
      rig.settle();
      long start = System.nanoTime();
      for (int i = 1; i < MANY; i++) {
        rig.world.like(rig.newId(), tweet, author);
      }
      within(Duration.ofMinutes(5), () -> assertThat(created(rig)).isEqualTo(MANY));
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "%d likes of one tweet: %.1f s, %.0f likes/s%n", MANY, seconds, MANY / seconds);
      rig.settle();
      Notification group = rig.only(author);
      assertThat(group.getActorsCount()).isEqualTo(MANY);
      assertThat(group.getActorIdsList()).hasSize(10);
      start = System.nanoTime();
      rig.list(author);
      double listMs = (System.nanoTime() - start) / 1e6;
      start = System.nanoTime();
      rig.world.delete(author, tweet, 0);
      rig.settle(Duration.ofMinutes(1));
      assertThat(rig.list(author)).isEmpty();
      System.out.printf(
          "list read in %.1f ms; tweet deleted in %.0f ms%n",
          listMs, (System.nanoTime() - start) / 1e6);
    }
  }

  // Cheaper to ask than Kafka or the list: what is measured is not the asking.
  private static double created(Rig rig) {
    Double created =
        rig.get(Metrics.class)
            .registry()
            .getSampleValue(
                "twite_notifications_created_total", new String[] {"type"}, new String[] {"LIKE"});
    return created == null ? 0 : created;
  }
}
