package dev.twite.common.thread;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final Duration NEVER = Duration.ofDays(1);

  private final Gauge waiting = Gauge.build("waiting", "for a place").create();
  private final Histogram waited = Histogram.build("waited", "for a place").create();
  private final AtomicInteger inside = new AtomicInteger();
  private final CountDownLatch leave = new CountDownLatch(1);
  private final List<Thread> callers = new ArrayList<>();

  @Test
  void letsInSoManyAndTheOthersWhenTheyLeave_R13() throws Exception {
    Gate gate = new Gate(2, NEVER).showing(waiting).timing(waited);
    for (int i = 0; i < 5; i++) {
      caller(gate);
    }
    eventually(() -> assertThat(waiting.get()).isEqualTo(3));
    assertThat(inside).hasValue(2);
    leave.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(inside).hasValue(5);
    assertThat(waiting.get()).isZero();
    assertThat(waited.collect().getFirst().samples)
        .filteredOn(sample -> sample.name.equals("waited_count"))
        .singleElement()
        .satisfies(sample -> assertThat(sample.value).isEqualTo(3));
  }

  @Test
  void refusesWhoGotNoPlaceInTime_R13() throws Exception {
    Gate gate = new Gate(1, Duration.ZERO);
    caller(gate);
    eventually(() -> assertThat(inside).hasValue(1));
    assertThatThrownBy(() -> gate.pass(inside::get))
        .isInstanceOfSatisfying(
            TwiteException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED));
    leave.countDown();
    callers.getFirst().join();
    assertThat(gate.<Integer, RuntimeException>pass(inside::get)).isEqualTo(1);
  }

  @Test
  void whoFailsInsideLeavesToo() {
    Gate gate = new Gate(1, Duration.ZERO);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  gate.pass(
                      () -> {
                        throw new IOException("Inside");
                      }))
          .isInstanceOf(IOException.class);
    }
  }

  private void caller(Gate gate) {
    callers.add(
        Thread.ofPlatform()
            .daemon()
            .start(
                () ->
                    gate.pass(
                        () -> {
                          inside.incrementAndGet();
                          try {
                            leave.await();
                          } catch (InterruptedException stop) {
                            Thread.currentThread().interrupt();
                          }
                          return true;
                        })));
  }
}
