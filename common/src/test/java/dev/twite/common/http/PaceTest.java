package dev.twite.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace(1_000, Duration.ofSeconds(10));
  private long now = 7;

  @Test
  void whoKeepsTheRateMayTakeAsLongAsItNeeds() {
    for (int second = 0; second < 3_600; second++) {
      pace.waits(now);
      now += 1_000_000_000;
      pace.passed(1_000, now);
      assertThat(pace.isLost(now)).isFalse();
    }
    // Its patience has not been used up.
    pace.waits(now);
    assertThat(pace.isLost(now + Duration.ofSeconds(10).toNanos())).isFalse();
    assertThat(pace.isLost(now + Duration.ofMillis(10_001).toNanos())).isTrue();
  }

  @Test
  void whoIsSlowerIsLostWhenItsPatienceIs() {
    int second = 0;
    while (!pace.isLost(now)) {
      pace.waits(now);
      now += 1_000_000_000;
      pace.passed(500, now);
      second++;
    }
    assertThat(second).isEqualTo(21);
  }

  @Test
  void whatWeTakeOurselvesDoesNotCount() {
    pace.waits(now);
    pace.passed(1, now + 1_000);
    assertThat(pace.isLost(now + Duration.ofHours(1).toNanos())).isFalse();
  }
}
