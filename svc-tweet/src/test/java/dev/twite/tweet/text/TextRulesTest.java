package dev.twite.tweet.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.twitter.twittertext.TwitterTextParser;
import dev.twite.common.error.Checks;
import dev.twite.common.error.TwiteException;
import dev.twite.common.testing.Eventually;
import dev.twite.common.testing.TimedTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
  private static final String FAMILY = "👨‍👩‍👧‍👦";
  private static final String LONG_URL = "https://example.com/" + "a".repeat(200);

  @ParameterizedTest
  @CsvSource({"a, 280", "é, 280", "語, 140", "한, 140", "😀, 140", FAMILY + ", 140", "🇨🇭, 140"})
  void aTextMayWeigh280AndNoMore(String unit, int fits) {
    assertThatCode(() -> check(unit.repeat(fits))).doesNotThrowAnyException();
    assertThat(faultOf(unit.repeat(fits) + "a")).isEqualTo("too_long");
  }

  @Test
  void everySignWeighsWhatTheLibrarySays() {
    for (int sign = 1; sign < 0x3400; sign++) {
      String one = Character.toString(sign);
      for (String text :
          new String[] {one, one + '\ufe0f', one + "\ufe0f\u20e3", "a" + one + " 1"}) {
        assertThat(TextRules.weigh(text))
            .as("U+%04X", sign)
            .isEqualTo(TwitterTextParser.parseTweet(text));
      }
    }
  }

  @Test
  void aUrlWeighs23HoweverLongItIs() {
    assertThatCode(() -> check(LONG_URL + " " + "a".repeat(256))).doesNotThrowAnyException();
    assertThat(faultOf(LONG_URL + " " + "a".repeat(257))).isEqualTo("too_long");
  }

  @TimedTest
  void hostileTextsAreRefusedQuickly_S14_S24() {
    for (String hostile :
        new String[] {
          "a-".repeat(1_200) + ".com",
          "a_a.".repeat(600) + "com",
          "http://a.com/" + "(a)".repeat(1_600),
          "http://a.com/" + "(a)".repeat(120),
          "http://" + "あ".repeat(300) + ".com",
          ("a-".repeat(150) + ".com ").repeat(3),
        }) {
      long start = System.nanoTime();
      String kept = TextRules.check(new Checks(), hostile, false);
      assertThat(kept).isEqualTo(hostile);
      Eventually.inTime(Duration.ofSeconds(2), start);
    }
    assertThat(faultOf("a-".repeat(1_200) + ".com")).isEqualTo("too_long");
  }

  @Test
  void aTextIsKeptInFormC() {
    assertThat(check("e\u0301")).isEqualTo("é");
    assertThatCode(() -> check("e\u0301".repeat(280))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t", "\u00a0", "\u200b\u200d", "\u2028", "\ufeff"})
  void thereIsSomethingToRead(String blank) {
    assertThat(faultOf(blank)).isEqualTo("required");
    Checks checks = new Checks();
    assertThat(TextRules.check(checks, blank, true)).isEqualTo(blank);
    assertThatCode(checks::finish).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "a\ud83d", "\ude00a", "a\ufffe", "a\uffff"})
  void whatNoTextHoldsIsRefused(String broken) {
    assertThat(faultOf(broken)).isEqualTo("invalid_format");
  }

  @Test
  void anEndlessTextIsRefusedUnparsed() {
    assertThat(faultOf("@a".repeat(1_000_000))).isEqualTo("too_long");
  }

  private static String check(String text) {
    Checks checks = new Checks();
    String kept = TextRules.check(checks, text, false);
    checks.finish();
    return kept;
  }

  private static String faultOf(String text) {
    TwiteException refusal = catchThrowableOfType(TwiteException.class, () -> check(text));
    assertThat(refusal).as("%s is refused", text.length() > 50 ? "It" : text).isNotNull();
    assertThat(refusal.fields().getFirst().field()).isEqualTo("text");
    return refusal.fields().getFirst().code();
  }
}
