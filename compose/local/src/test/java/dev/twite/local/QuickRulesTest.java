package dev.twite.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuickRulesTest {
  @Test
  void windowsAreATenthAndWaitsToo() {
    assertThat(
            QuickRules.quick(
                """
                - record: a:b:rate5m
                  expr: rate(b[5m]) + max_over_time(c[10m:30s]) + rate(d[1h])
                - alert: A
                  expr: a:b:rate5m > 300
                    for: 10m
                    annotations: {summary: 'within 10 minutes'}
                - alert: B
                    for: 1m
                """))
        .isEqualTo(
            """
            - record: a:b:rate5m
              expr: rate(b[30s]) + max_over_time(c[60s:3s]) + rate(d[360s])
            - alert: A
              expr: a:b:rate5m > 300
                for: 60s
                annotations: {summary: 'within 10 minutes'}
            - alert: B
                for: 15s
            """);
  }
}
