package dev.twite.like;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A tweet that everybody likes at once does not queue on its one row. */
@Tag("verify")
class HotTweetIT {
  private static final int SECONDS = 10;
  private static final int RATE = 1_000;
  private static final int WARM_CLIENTS = 40;
  private static final int WARM_EACH = 200;

  @Test
  void aThousandLikesASecondOfOneTweetAreFastAndExact() throws Exception {
    TestEnv env =
        new TestEnv()
            .postgres("like")
            .redis()
            .kafka()
            .set("LIKE_PG_POOL", "10")
            .set("LIKE_QUEUE", "50000");
    try (LikeFixture on = new LikeFixture(env)) {
      // What is measured is the service, not the warming of the JVM.
      warm(on, on.newTweet());
      double p99 = Double.MAX_VALUE;
      // The machine may be busy, the code may not: the best of three. All must be exact.
      for (int i = 0; i < 3 && p99 > 100; i++) {
        p99 = Math.min(p99, measure(on));
      }
      assertThat(p99).isLessThanOrEqualTo(100);
      assertThat(on.reconcile(false)).allMatch(result -> result.drifted() == 0);
    }
  }

  private static double measure(LikeFixture on) {
    long tweet = on.newTweet();
    long[] micros = run(on, tweet, SECONDS * RATE, RATE);
    long batches = on.count("SELECT version FROM like_counts WHERE tweet_id = ?", tweet);
    System.out.printf(
        "Hot tweet: %d likes at %d/s, %d transactions; ms p50 %.1f, p99 %.1f, max %.1f%n",
        micros.length, RATE, batches, at(micros, 0.5), at(micros, 0.99), at(micros, 1));
    assertThat(on.countOf(tweet)).isEqualTo(SECONDS * RATE);
    assertThat(on.rows(tweet)).isEqualTo(SECONDS * RATE);
    assertThat(batches).isLessThan(SECONDS * RATE / 2);
    return at(micros, 0.99);
  }

  private static void warm(LikeFixture on, long tweet) {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WARM_CLIENTS; i++) {
        clients.execute(
            () -> {
              for (int n = 0; n < WARM_EACH; n++) {
                on.like(on.newUser(), tweet);
              }
            });
      }
    }
    assertThat(on.countOf(tweet)).isEqualTo(WARM_CLIENTS * WARM_EACH);
  }

  /** Open loop: each like is sent when it is due, however the others fare; times from then on. */
  private static long[] run(LikeFixture on, long tweet, int count, int rate) {
    long[] micros = new long[count];
    AtomicInteger failures = new AtomicInteger();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
      for (int i = 0; i < count; i++) {
        long due = start + i * (TimeUnit.SECONDS.toNanos(1) / rate);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        int place = i;
        long user = on.newUser();
        clients.execute(
            () -> {
              try {
                Object unused =
                    Cluster.as(user, () -> on.likes.likeTweet(LikeFixture.request(tweet)));
                assertThat(unused).isNotNull();
              } catch (RuntimeException failed) {
                failures.incrementAndGet();
              }
              micros[place] = (System.nanoTime() - due) / 1_000;
            });
      }
    }
    assertThat(failures).hasValue(0);
    Arrays.sort(micros);
    return micros;
  }

  private static double at(long[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1, Math.round(part * sorted.length))] / 1_000.0;
  }
}
