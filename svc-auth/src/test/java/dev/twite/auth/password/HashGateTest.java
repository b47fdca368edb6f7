package dev.twite.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.Eventually;
import dev.twite.common.testing.TimedTest;
import dev.twite.common.thread.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashGateTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final HashGate gate = new HashGate(new Metrics("auth"));
  private final ExecutorService callers = Threads.perTask("callers");
  private final CountDownLatch open = new CountDownLatch(1);
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @AfterEach
  void stop() {
    open.countDown();
    callers.close();
    gate.stop();
  }

  @Test
  void noMoreRunAtOnceThanThereAreCores_S9() throws Exception {
    List<Future<Integer>> calls = call(4 * CORES);

    Eventually.eventually(() -> assertThat(running).hasValue(CORES));
    open.countDown();
    for (Future<Integer> call : calls) {
      // Who has waited for a second, as on a machine that was stopped, is refused.
      Throwable refused = catchThrowable(call::get);
      assertThat(refused == null || refused.getCause() instanceof TwiteException).isTrue();
    }

    assertThat(most).hasValue(CORES);
  }

  @TimedTest
  void refusesAtOnceWhenManyWait_R13() {
    List<Future<Integer>> calls = new ArrayList<>();
    Eventually.eventually(
        () -> {
          // Others for those who have waited for a second and gone.
          calls.removeIf(Future::isDone);
          calls.addAll(call(9 * CORES - calls.size()));
          assertThat(gate.waiting()).isEqualTo(8 * CORES);
        });

    long start = System.nanoTime();
    assertThatThrownBy(() -> gate.run(() -> 1))
        .isInstanceOfSatisfying(
            TwiteException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED);
              assertThat(refused.retryAfter()).isPresent();
            });
    Eventually.inTime(Duration.ofMillis(50), start);
    assertThat(calls).noneMatch(Future::isDone);
  }

  private List<Future<Integer>> call(int times) {
    List<Future<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      calls.add(callers.submit(() -> gate.run(this::count)));
    }
    return calls;
  }

  private int count() throws InterruptedException {
    most.accumulateAndGet(running.incrementAndGet(), Math::max);
    open.await();
    return running.decrementAndGet();
  }
}
