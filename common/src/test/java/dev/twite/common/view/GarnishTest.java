package dev.twite.common.view;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.metrics.Metrics;
import io.grpc.Context;
import io.grpc.Status;
import io.prometheus.client.Counter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GarnishTest {
  private final AtomicLong now = new AtomicLong();
  private final Counter missing = new Metrics("test").counter("twite_missing_total", "Without");
  private final Garnish garnish = new Garnish("salt", missing, Duration.ofHours(1), now::get);

  @Test
  @Timeout(60)
  void noPageWaitsForOneThatHangsOnceThatIsKnown_R11() {
    assertThat(garnish.ask(GarnishTest::away)).isEmpty();
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch hangs = new CountDownLatch(1);
    for (int second = 1; second <= 5; second++) {
      later(Duration.ofSeconds(1));
      for (int page = 0; page < 10; page++) {
        // Comes back, although nothing ends the call.
        assertThat(garnish.ask(() -> hanging(calls, hangs))).isEmpty();
      }
    }
    eventually(() -> assertThat(calls).hasValue(5));
    assertThat(missing.get()).isEqualTo(51);
    hangs.countDown();
    // What was tried aside is an answer too: it is back.
    eventually(() -> assertThat(garnish.ask(() -> "grain")).contains("grain"));
  }

  @Test
  void nobodyIsAskedForASecondAndThenOne() {
    assertThat(garnish.ask(GarnishTest::away)).isEmpty();
    AtomicInteger calls = new AtomicInteger();
    later(Duration.ofMillis(999));
    assertThat(ask(calls)).isEmpty();
    later(Duration.ofMillis(1));
    assertThat(ask(calls)).isEmpty();
    eventually(() -> assertThat(garnish.ask(() -> "grain")).contains("grain"));
    assertThat(calls).hasValue(1);
  }

  @Test
  void theOneThatIsTriedAsideHasTheCallersPlaceButNotHisTime() {
    Context.Key<String> who = Context.key("who");
    AtomicInteger well = new AtomicInteger();
    assertThat(garnish.ask(GarnishTest::away)).isEmpty();
    later(Duration.ofSeconds(1));
    Context.CancellableContext page = Context.current().withValue(who, "ann").withCancellation();
    CountDownLatch over = new CountDownLatch(1);
    page.run(
        () ->
            assertThat(
                    garnish.ask(
                        () -> {
                          await(over);
                          return who.get().equals("ann") && !Context.current().isCancelled()
                              ? well.incrementAndGet()
                              : 0;
                        }))
                .isEmpty());
    page.cancel(null);
    over.countDown();
    eventually(() -> assertThat(well).hasValue(1));
  }

  private static String away() {
    throw Status.UNAVAILABLE.asRuntimeException();
  }

  private Optional<String> ask(AtomicInteger calls) {
    return garnish.ask(
        () -> {
          calls.incrementAndGet();
          return "grain";
        });
  }

  private static String hanging(AtomicInteger calls, CountDownLatch hangs) {
    calls.incrementAndGet();
    await(hangs);
    return "grain";
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private void later(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
