package dev.twite.bench.bots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.bench.bots.Limits.Outcome;
import dev.twite.bench.bots.Limits.Verdict;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final Limits LIMITS = new Limits(100, 1, 500);

  @Test
  void holdsAtTheLimitsThemselves() {
    assertThat(held(new Outcome(1_000, 10, 100, 99, 1, 500))).containsExactly(true, true, true);
  }

  @Test
  void breaksJustAboveThem() {
    assertThat(held(new Outcome(1_000, 10, 100.1, 99, 1, 500))).containsExactly(false, true, true);
    assertThat(held(new Outcome(1_000, 11, 100, 99, 1, 500))).containsExactly(true, false, true);
    assertThat(held(new Outcome(1_000, 10, 100, 99, 1, 500.1))).containsExactly(true, true, false);
  }

  @Test
  void tweetsNeverSeenBreakTheFreshnessOfThoseSeen() {
    assertThat(held(new Outcome(1_000, 0, 1, 98, 2, 5))).containsExactly(true, true, false);
  }

  @Test
  void nothingMeasuredHoldsToNothing() {
    assertThat(held(new Outcome(0, 0, 0, 0, 0, 0))).containsExactly(false, false, false);
    assertThat(held(new Outcome(5, 5, 0, 0, 0, 0))).containsExactly(false, false, false);
  }

  private static Iterable<Boolean> held(Outcome outcome) {
    return LIMITS.judge(outcome).stream().map(Verdict::held).toList();
  }
}
