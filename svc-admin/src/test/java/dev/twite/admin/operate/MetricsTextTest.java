package dev.twite.admin.operate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTextTest {
  private static final String TEXT =
      """
      # HELP t_seconds Time
      # TYPE t_seconds histogram
      t_seconds_bucket{method="A",code="OK",le="0.01",} 50.0
      t_seconds_bucket{method="A",code="OK",le="0.1",} 90.0
      t_seconds_bucket{method="A",code="OK",le="+Inf",} 100.0
      t_seconds_count{method="A",code="OK",} 100.0
      t_seconds_count{method="A",code="INTERNAL",} 2.0
      odd{text="a \\"quoted\\", value",} 1.5E3
      plain 7
      """;

  private final MetricsText metrics = new MetricsText(TEXT);

  @Test
  void figuresAreSummedByLabel() {
    assertThat(metrics.sum("t_seconds_count")).isEqualTo(102);
    assertThat(metrics.sum("t_seconds_count", one -> one.label("code").equals("INTERNAL")))
        .isEqualTo(2);
    assertThat(metrics.sum("odd")).isEqualTo(1_500);
    assertThat(metrics.sum("plain")).isEqualTo(7);
    assertThat(metrics.sum("missing")).isZero();
  }

  @Test
  void quantilesLieWithinTheirBucket() {
    assertThat(metrics.quantile("t_seconds", 0.25)).isEqualTo(0.005);
    assertThat(metrics.quantile("t_seconds", 0.7)).isBetween(0.05, 0.06);
    assertThat(metrics.quantile("t_seconds", 0.99)).isEqualTo(0.1);
    assertThat(metrics.quantile("missing", 0.5)).isZero();
  }
}
