package dev.twite.common.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ClickHouse says no to, and what is a matter of time. */
class RefusalsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 60, 74, 75, 76, 159, 241, 439, 497, 1_000, 1_001, 1_002, 99_999})
  void rowsWaitForAServerThatIsBroken_R19(int code) {
    assertThat(Refusals.areNotOfRows(answered(code))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 26, 27, 38, 41, 53, 62, 69, 70, 72, 349})
  void rowsThatClickHouseCanNotReadDoNotWait(int code) {
    assertThat(Refusals.areNotOfRows(answered(code))).isFalse();
  }

  @Test
  void aQuestionThatIsWrongStaysWrong() {
    assertThat(Refusals.areForNow(answered(47))).isFalse();
    assertThat(Refusals.areForNow(answered(159))).isTrue();
  }

  @Test
  void onlySilenceSpeaksAgainstTheServer_R11() {
    assertThat(Refusals.areOfConnection(answered(159))).isFalse();
    assertThat(Refusals.areOfConnection(answered(0))).isFalse();
    for (SQLException silence :
        new SQLException[] {
          new SQLException("refused", "08000"),
          new SQLException("late", "HY000", new SocketTimeoutException("Read timed out"))
        }) {
      assertThat(Refusals.areOfConnection(silence)).isTrue();
      assertThat(Refusals.areForNow(silence)).isTrue();
      assertThat(Refusals.areNotOfRows(silence)).isTrue();
    }
  }

  private static SQLException answered(int code) {
    return new SQLException("Code: " + code, "22000", code);
  }
}
