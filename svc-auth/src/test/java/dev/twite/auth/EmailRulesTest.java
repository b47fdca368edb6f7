package dev.twite.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.error.Checks;
import dev.twite.common.error.TwiteException;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@example.org",
        " a@example.org ",
        "first.last+tag@sub.example.co.uk",
        "o'brien@example.org",
        "jörg@bücher.example"
      })
  void takesAddresses(String email) {
    EmailRules.check(new Checks(), email).finish();
    assertThat(email).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a@",
        "@example.org",
        "a@localhost",
        "a@example..org",
        "a@-example.org",
        "a@example.1",
        "a b@example.org",
        "a@b@example.org",
        "a@example.org\r\nBcc: b@example.org",
        "a\u0000@example.org",
        "<a@example.org>"
      })
  void refusesWhatIsNone(String email) {
    assertThatThrownBy(() -> EmailRules.check(new Checks(), email).finish())
        .isInstanceOf(TwiteException.class);
  }

  @Test
  void isQuickWithWhateverItGets() {
    String evil = "a@" + "a-".repeat(125) + "!";
    Assertions.assertTimeout(
        // Backtracking without end would take longer on any machine.
        Duration.ofSeconds(10),
        () ->
            assertThatThrownBy(() -> EmailRules.check(new Checks(), evil).finish())
                .isInstanceOf(TwiteException.class));
  }
}
