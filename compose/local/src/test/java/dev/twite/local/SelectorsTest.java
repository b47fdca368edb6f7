package dev.twite.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SelectorsTest {
  @Test
  void selectorsAreFoundAndNothingElse() {
    assertThat(Selectors.of("up")).containsExactly("up");
    assertThat(Selectors.of("vector(1)")).isEmpty();
    assertThat(Selectors.of("sum by (service) (rate(a_total{code=~\"x)|}\", b!='}'}[5m])) > 0.5e3"))
        .containsExactly("a_total{code=~\"x)|}\", b!='}'}");
    assertThat(
            Selectors.of("sum(a) by (b) / on (c, d) group_left (e) max without (f) (g offset 1h)"))
        .containsExactly("a", "g");
    assertThat(
            Selectors.of(
                "histogram_quantile(0.99, sum by (le) (rate(h_bucket[$x]))) unless a:b:c == bool"
                    + " 1"))
        .containsExactly("h_bucket", "a:b:c");
    assertThat(Selectors.of("max_over_time(sum(w)[10m:30s]) and {__name__=~\"u.*\"} or inf"))
        .containsExactly("w", "{__name__=~\"u.*\"}");
    assertThat(Selectors.of("topk(3, count) # count is a metric here\n or count{a=\"b\"}"))
        .containsExactly("count", "count{a=\"b\"}");
    assertThat(Selectors.of("label_replace(m, \"sum\", \"${1}xx\", \"d\", \"(.).*\")"))
        .containsExactly("m");
  }
}
