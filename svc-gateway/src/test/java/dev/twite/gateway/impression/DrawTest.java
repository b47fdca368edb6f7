package dev.twite.gateway.impression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DrawTest {
  private long now;

  @Test
  void fewAnswersAreAllToldOf() {
    Draw draw = new Draw(1, 50, () -> now);
    for (int i = 0; i < 1_000; i++) {
      assertThat(draw.next()).isEqualTo(1);
      pass(20);
    }
  }

  @Test
  void ofManyThoseDrawnStandForAll() {
    Draw draw = new Draw(1, 50, () -> now);
    int told = 0;
    long counted = 0;
    for (int i = 0; i < 100_000; i++) {
      int weight = draw.next();
      told += weight == 0 ? 0 : 1;
      counted += weight;
      pass(1);
    }
    // 100 s; the first has no second before it.
    assertThat(told).isBetween(5_000, 7_500);
    assertThat((double) counted).isCloseTo(100_000, within(10_000.0));
    // All again after a quiet second.
    pass(1_000);
    draw.next();
    pass(1_000);
    draw.next();
    assertThat(draw.next()).isEqualTo(1);
  }

  @Test
  void theShareThatWasSetIsTheMostThatIsTold() {
    Draw draw = new Draw(10, 1_000, () -> now);
    assertThat(draw.next()).isIn(0, 10);
    assertThat(new Draw(0, 50, () -> now).next()).isZero();
  }

  private void pass(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
