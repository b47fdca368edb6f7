package dev.twite.search.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void aPercentileIsTheNearestRankThatWasMeasured() {
    List<Long> nanos = new ArrayList<>();
    for (long millis = 200; millis >= 1; millis--) {
      nanos.add(millis * 1_000_000);
    }
    Latencies latencies = Latencies.of(nanos, 0, 1);
    assertThat(latencies.millis(50)).isEqualTo(100);
    assertThat(latencies.millis(99)).isEqualTo(198);
    assertThat(latencies.millis(100)).isEqualTo(200);
    assertThat(latencies.millis(0)).isEqualTo(1);
  }

  @Test
  void oneMeasurementIsEveryPercentile() {
    Latencies latencies = Latencies.of(List.of(3_000_000L), 0, 1);
    assertThat(latencies.millis(1)).isEqualTo(3);
    assertThat(latencies.millis(99)).isEqualTo(3);
  }

  @Test
  void nothingMeasuredIsSaidTogetherWithWhatFailed() {
    assertThat(Latencies.of(List.of(), 2, 1).cellWithRate())
        .isEqualTo("0/s, p50 0.0 ms, p99 0.0 ms, 2 failed");
  }
}
