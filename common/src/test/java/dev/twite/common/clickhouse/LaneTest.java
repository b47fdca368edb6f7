package dev.twite.common.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.config.Secret;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void whoFindsAllConnectionsBusyIsSoonRefused_R13() {
    ClickHouseConfig config =
        new ClickHouseConfig(
            URI.create("http://127.0.0.1:1"), "twite", new Secret("x"), "twite", 1, LIMIT, LIMIT);
    Lane full = new Lane(config, config.database(), 0, LIMIT, Duration.ofMillis(200));
    long begin = System.nanoTime();
    assertThatThrownBy(() -> full.use(connection -> true))
        .isInstanceOfSatisfying(
            TwiteException.class,
            thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.OVERLOADED));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }
}
