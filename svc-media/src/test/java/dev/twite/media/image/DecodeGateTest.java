package dev.twite.media.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.metrics.Metrics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DecodeGateTest {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void moreThanThereAreCoresForAreToldToComeAgain_R13() {
    DecodeGate gate = new DecodeGate(1, 100, Duration.ofMillis(1), new Metrics("test"));
    DecodeGate.Pass first = gate.enter(1);
    assertOverloaded(gate, 1);
    first.close();
    gate.enter(1).close();
  }

  @Test
  void moreThanThereIsMemoryForAreToldToComeAgain_R13() {
    DecodeGate gate = new DecodeGate(4, 100, Duration.ofMillis(1), new Metrics("test"));
    DecodeGate.Pass large = gate.enter(70 * MEBIBYTE);
    assertOverloaded(gate, 40 * MEBIBYTE);
    gate.enter(20 * MEBIBYTE).close();
    large.close();
    gate.enter(40 * MEBIBYTE).close();
  }

  private static void assertOverloaded(DecodeGate gate, long bytes) {
    assertThatThrownBy(() -> gate.enter(bytes))
        .isInstanceOfSatisfying(
            TwiteException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED);
              assertThat(refused.retryAfter()).isPresent();
            });
  }
}
