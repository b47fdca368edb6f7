package dev.twite.common.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private static final long SECOND = 1_000_000_000L;
  private final Breaker breaker = new Breaker(3, Duration.ofSeconds(1));

  @Test
  void opensAfterFailuresInARowAndLetsOneTry_R10() {
    breaker.failed(0);
    breaker.failed(0);
    assertThat(breaker.admits(0)).isTrue();
    breaker.failed(0);
    assertThat(breaker.admits(SECOND / 2)).isFalse();
    assertThat(breaker.admits(SECOND)).as("one tries").isTrue();
    assertThat(breaker.admits(SECOND)).as("the others wait").isFalse();
    breaker.succeeded();
    assertThat(breaker.admits(SECOND)).isTrue();
  }

  @Test
  void successInBetweenKeepsItClosed() {
    for (int i = 0; i < 10; i++) {
      breaker.failed(0);
      breaker.failed(0);
      breaker.succeeded();
    }
    assertThat(breaker.admits(0)).isTrue();
  }
}
