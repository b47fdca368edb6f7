package dev.twite.search.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.search.figures.Question.Kind;
import dev.twite.search.query.Parser;
import dev.twite.search.text.TextAnalyzer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SamplesTest {
  private static final Instant END = Instant.parse("2026-03-21T12:00:00Z");
  private static final int COUNT = 2_000;

  private final Samples samples = new Samples(COUNT, END.toEpochMilli());

  @Test
  void theSameNumberIsTheSameTweetInWhateverOrderAndWhicheverRun() {
    Samples again = new Samples(COUNT, END.toEpochMilli());
    IntFunction<Sample> backwards = number -> again.get(COUNT - 1 - number);
    List<Sample> read = new ArrayList<>(IntStream.range(0, COUNT).mapToObj(backwards).toList());
    Collections.reverse(read);
    assertThat(read).isEqualTo(IntStream.range(0, COUNT).mapToObj(samples::get).toList());
    assertThat(read.stream().map(Sample::text).distinct().count()).isGreaterThan(COUNT - 5);
  }

  @Test
  void tweetsFollowEachOtherWithinTheirMonth() {
    long before = END.minus(Samples.SPAN).toEpochMilli();
    for (int number = 0; number < COUNT; number++) {
      long at = samples.get(number).createdAtMs();
      assertThat(at).isGreaterThan(before);
      before = at;
    }
    assertThat(before).isEqualTo(END.toEpochMilli());
  }

  @Test
  void frequentRanksAreDrawnMoreOften() {
    Zipf zipf = new Zipf(1_000);
    SplittableRandom random = new SplittableRandom(1);
    int[] drawn = new int[1_000];
    for (int i = 0; i < 100_000; i++) {
      drawn[zipf.draw(random)]++;
    }
    // A tenth of the first, for the tenth.
    assertThat(drawn[9] * 10.0 / drawn[0]).isBetween(0.8, 1.2);
    assertThat(drawn[0]).isBetween(12_000, 15_000);
  }

  @Test
  void wordsKeepTheirStemInEveryForm() {
    TextAnalyzer stems = new TextAnalyzer(true);
    SplittableRandom random = new SplittableRandom(2);
    for (Words words : List.of(samples.english, samples.russian)) {
      List<String> known = words.bases().subList(0, 5_000);
      assertThat(known).allSatisfy(base -> assertThat(stems.terms(base)).containsExactly(base));
      for (int i = 0; i < 5_000; i++) {
        assertThat(stems.terms(words.draw(random))).isSubsetOf(words.bases());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void questionsAreInTheLanguageAndAlwaysTheSame(Kind kind) {
    List<Question> asked = new Questions(samples, END).of(kind, 50);
    assertThat(asked).isEqualTo(new Questions(samples, END).of(kind, 50));
    assertThat(asked)
        .allSatisfy(question -> assertThat(Parser.parse(question.search())).isNotNull());
  }
}
