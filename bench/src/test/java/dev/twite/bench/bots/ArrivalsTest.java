package dev.twite.bench.bots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private static final DailyRhythm EVEN = new DailyRhythm(0);

  @Test
  void keepsTheRate() {
    List<Double> all = all(new Arrivals(200, Duration.ZERO, Duration.ofSeconds(100), EVEN, 1));
    // 20,000 expected; four standard deviations of a Poisson count.
    assertThat(all).hasSizeBetween(19_434, 20_566).isSorted();
    assertThat(all.getLast()).isLessThan(100);
  }

  @Test
  void comesAtRandomAndNotInStep() {
    List<Double> all = all(new Arrivals(100, Duration.ZERO, Duration.ofSeconds(100), EVEN, 2));
    double mean = 0;
    double square = 0;
    for (int i = 1; i < all.size(); i++) {
      double gap = all.get(i) - all.get(i - 1);
      mean += gap / (all.size() - 1);
      square += gap * gap / (all.size() - 1);
    }
    // Of an exponential distribution the deviation is the mean.
    assertThat(Math.sqrt(square - mean * mean) / mean).isCloseTo(1, within(0.1));
  }

  @Test
  void risesDuringTheRamp() {
    Duration ramp = Duration.ofSeconds(40);
    List<Double> all = all(new Arrivals(200, ramp, Duration.ofSeconds(10), EVEN, 3));
    // A quarter of the ramp's arrivals are in its first half.
    double early = count(all, 0, 20);
    assertThat(early / count(all, 0, 40)).isCloseTo(0.25, within(0.03));
    assertThat(count(all, 40, 50)).isCloseTo(2_000, within(180.0));
  }

  @Test
  void livesByTheTimeOfDay() {
    DailyRhythm day = new DailyRhythm(100);
    List<Double> all = all(new Arrivals(200, Duration.ZERO, Duration.ofSeconds(100), day, 4));
    assertThat(all).hasSizeBetween(19_434, 20_566);
    // Between midnight and six, and between six and midnight.
    assertThat(count(all, 75, 100)).isGreaterThan(1.3 * count(all, 0, 25));
  }

  @Test
  void isTheSameWithTheSameSeed() {
    Duration time = Duration.ofSeconds(5);
    assertThat(all(new Arrivals(50, Duration.ZERO, time, EVEN, 5)))
        .isEqualTo(all(new Arrivals(50, Duration.ZERO, time, EVEN, 5)))
        .isNotEqualTo(all(new Arrivals(50, Duration.ZERO, time, EVEN, 6)));
  }

  @Test
  void aDayIsNeverAboveItsMostAndOneOnAverage() {
    DailyRhythm day = new DailyRhythm(24);
    double sum = 0;
    for (int i = 0; i < 2_400; i++) {
      double factor = day.factor(i / 100.0);
      assertThat(factor).isBetween(0.2, DailyRhythm.MOST);
      sum += factor;
    }
    assertThat(sum / 2_400).isCloseTo(1, within(0.001));
  }

  private static List<Double> all(Arrivals arrivals) {
    List<Double> seconds = new ArrayList<>();
    for (long at = arrivals.next(); at >= 0; at = arrivals.next()) {
      seconds.add(at / 1e9);
    }
    return seconds;
  }

  private static double count(List<Double> all, double from, double to) {
    return all.stream().filter(at -> at >= from && at < to).count();
  }
}
