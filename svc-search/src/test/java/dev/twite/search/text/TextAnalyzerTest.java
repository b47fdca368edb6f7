package dev.twite.search.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found by what, in English, Russian, Chinese, Japanese, Korean and others. */
class TextAnalyzerTest {
  private final TextAnalyzer stems = new TextAnalyzer(true);
  private final TextAnalyzer exact = new TextAnalyzer(false);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The wrens are singing in the gardens   | wren    | true
          The wrens are singing in the gardens   | sings   | true
          The wrens are singing in the gardens   | GARDEN  | true
          The wrens are singing in the gardens   | the     | true
          The wrens are singing in the gardens   | war     | false
          It's the bird's nest; don’t touch      | bird    | true
          It's the bird's nest; don’t touch      | don't   | true
          Мы читаем новые книги о птицах         | книга   | true
          Мы читаем новые книги о птицах         | птица   | true
          Мы читаем новые книги о птицах         | НОВЫЙ   | true
          Мы читаем новые книги о птицах         | рыба    | false
          Ёжик в тумане                          | ежик    | true
          Ежик в тумане                          | ёжик    | true
          我喜歡吃蘋果                           | 蘋果    | true
          我喜歡吃蘋果                           | 我      | true
          我喜歡吃蘋果                           | 果蘋    | false
          東京タワーに行きました                 | タワー  | true
          東京タワーに行きました                 | 東京    | true
          東京タワーに行きました                 | 京都    | false
          서울은 아름다운 도시입니다             | 서울    | true
          서울은 아름다운 도시입니다             | 도시    | true
          ภาษาไทยง่ายมาก                          | ไทย     | true
          Das Café in der Straße ist schön       | cafe    | true
          Das Café in der Straße ist schön       | STRASSE | true
          Ｆｕｌｌ ｗｉｄｔｈ                    | full    | true
          Hi, мир! 世界 mixes all                | мира    | true
          Hi, мир! 世界 mixes all                | 世界    | true
          Hi, мир! 世界 mixes all                | mix     | true
          release 2.0 of foo_bar                 | foo_bar | true
          release 2.0 of foo_bar                 | 2.0     | true
          so happy 😀 today                      | 😀      | true
          see https://example.org/birds now      | example.org | true
          """)
  void findsWords(String text, String word, boolean found) {
    assertThat(contains(stems, text, word)).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The wrens are singing          | wrens are       | true
          The wrens are singing          | Wrens ARE       | true
          The wrens are singing          | wren are        | false
          The wrens are singing          | are wrens       | false
          Мы читаем новые книги          | новые книги     | true
          Мы читаем новые книги          | новая книга     | false
          東京タワーに行きました         | タワーに行き    | true
          """)
  void findsPhrasesAsTheyAreWritten(String text, String phrase, boolean found) {
    assertThat(contains(exact, text, phrase)).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The wrens are singing in my garden        | en
          Wir sind heute nicht im Garten            | de
          Nous sommes dans le jardin                | fr
          No me gusta el frío pero sí la nieve      | es
          Não gosto do frio, mas gosto de você      | pt
          Non mi piace il freddo ma sono qui        | it
          Мы читаем книги                           | ru
          Ми читаємо книжки                         | uk
          東京タワーに行きました                    | ja
          我喜歡吃蘋果                              | zh
          서울은 아름다운 도시입니다                | ko
          ภาษาไทยง่ายมาก                             | th
          שלום עולם                                 | he
          مرحبا بالعالم                             | ar
          Γειά σου Κόσμε                            | el
          नमस्ते दुनिया                               | hi
          Мы любим #the_and_is @the https://the.is  | ru
          xyzzy                                     | und
          😀 12345                                  | und
          https://example.org                       | und
          """)
  void tellsLanguages(String text, String language) {
    assertThat(LanguageGuess.of(text)).isEqualTo(language);
  }

  private static boolean contains(TextAnalyzer analyzer, String text, String words) {
    List<String> wanted = analyzer.terms(words);
    assertThat(wanted).isNotEmpty();
    return Collections.indexOfSubList(analyzer.terms(text), wanted) >= 0;
  }
}
