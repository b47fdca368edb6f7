package dev.twite.common.thread;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {
  private static final Duration NEVER = Duration.ofDays(1);

  private final AtomicInteger turns = new AtomicInteger();

  @Test
  void takesTurnsWhateverTheyFailWith() throws Exception {
    PeriodicTask task =
        new PeriodicTask(
            "test",
            Duration.ofMillis(1),
            () -> {
              switch (turns.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("once");
                case 2 -> throw new java.io.IOException("twice");
                case 3 -> throw new AssertionError("thrice");
                default -> {}
              }
            });
    task.start();
    eventually(() -> assertThat(turns.get()).isGreaterThan(5));
    task.stop();
  }

  @Test
  void beginsWithAPauseOrWithATurn() throws Exception {
    AtomicReference<CountDownLatch> first = new AtomicReference<>(new CountDownLatch(1));
    PeriodicTask resting = counting();
    resting.start();
    PeriodicTask working = new PeriodicTask("test", NEVER, () -> first.get().countDown());
    working.startAtOnce();
    first.get().await();
    working.stop();
    resting.stop();
    assertThat(turns).hasValue(0);
  }

  @Test
  void isWokenFromItsPause() throws Exception {
    PeriodicTask task = counting();
    task.start();
    task.wake();
    eventually(() -> assertThat(turns).hasValue(1));
    task.wake();
    eventually(() -> assertThat(turns).hasValue(2));
    task.stop();
  }

  @Test
  void stopsInAPauseAndWaitsForATurn() throws Exception {
    CountDownLatch inTurn = new CountDownLatch(1);
    AtomicReference<PeriodicTask> itself = new AtomicReference<>();
    itself.set(
        new PeriodicTask(
            "test",
            NEVER,
            () -> {
              inTurn.countDown();
              eventually(() -> assertThat(itself.get().isStopping()).isTrue());
              turns.incrementAndGet();
            }));
    itself.get().startAtOnce();
    inTurn.await();
    itself.get().stop(NEVER);
    assertThat(turns).hasValue(1);
  }

  @Test
  void oneThatNeverStartedStops() {
    assertThatCode(() -> counting().stop()).doesNotThrowAnyException();
  }

  private PeriodicTask counting() {
    return new PeriodicTask("test", NEVER, () -> turns.incrementAndGet());
  }
}
