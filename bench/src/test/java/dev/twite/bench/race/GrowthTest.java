package dev.twite.bench.race;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.bench.race.Growth.Figure;
import dev.twite.common.id.IdSource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowthTest {
  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

  @Test
  void theFirstThousandTweetsAreByTheTenWhomAllFollow() {
    Map<Integer, Integer> tweets = new LinkedHashMap<>();
    IntStream.range(0, BulkTweets.FIRST)
        .forEach(number -> tweets.merge(BulkTweets.author(number, 5_000), 1, Integer::sum));
    assertThat(tweets).hasSize(10).containsOnlyKeys(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(tweets.values()).containsOnly(100);
  }

  @Test
  void laterTweetsAreByEverybody() {
    assertThat(
            IntStream.range(BulkTweets.FIRST, 100_000)
                .map(number -> BulkTweets.author(number, 5_000))
                .distinct()
                .count())
        .isEqualTo(5_000);
  }

  @Test
  void idsAreInTheOrderOfNumbersAndOfTimes() {
    assertThat(IdSource.timeOf(BulkTweets.id(BEGIN, 0))).isEqualTo(BEGIN);
    assertThat(BulkTweets.id(BEGIN, 999_999)).isGreaterThan(BulkTweets.id(BEGIN, 999_998));
    assertThat(IdSource.timeOf(BulkTweets.id(BEGIN, 1_000_000)))
        .isBefore(BEGIN.plusSeconds(2_000_001));
  }

  @Test
  void countsTheTweetsOfAPage() {
    byte[] page =
        "{\"data\":[{\"id\":\"1\",\"text\":\"a\"},{\"text\":\"b text\"}]}".getBytes(UTF_8);
    assertThat(GrowthReads.tweetsIn(page)).isEqualTo(2);
    assertThat(GrowthReads.tweetsIn("{\"data\":[]}".getBytes(UTF_8))).isZero();
  }

  @Test
  void eachSizeStandsBesideTheFirstAndManyFolloweesBesideFew() {
    Map<Integer, Map<String, Figure>> steps = new LinkedHashMap<>();
    for (int size : Growth.STEPS) {
      Map<String, Figure> figures = new LinkedHashMap<>();
      for (String kind : List.of(GrowthReads.WARM, GrowthReads.COLD, GrowthReads.BELOW)) {
        figures.put(kind + ", 10 followees", new Figure(List.of(2.0), 0));
        figures.put(kind + ", 500 followees", new Figure(List.of(2.0), 0));
        boolean large = size == 1_000_000;
        figures.put(
            kind + ", 5,000 followees", new Figure(List.of(large ? 5.0 : 2.0), large ? 1 : 0));
      }
      figures.put(GrowthReads.PROFILE, new Figure(List.of(size / 1_000.0), 0));
      steps.put(size, figures);
    }
    List<String> lines = Growth.rows(steps).stream().map(Results::line).toList();
    assertThat(lines)
        .contains(
            "| home, warm, 10 followees, 1,000,000 tweets | 2.00 ms | 1,000 tweets 2.00 ms | 1.00"
                + " | ≤ 1.5 × | yes |",
            "| home, cold, 5,000 followees, 1,000,000 tweets | 5.00 ms, **1 errors** | 1,000 tweets"
                + " 2.00 ms | 2.50 | ≤ 1.5 × | no |",
            "| a profile, for comparison, 10,000 tweets | 10.0 ms | 1,000 tweets 1.00 ms | 10.00 | "
                + " |  |",
            "| home, warm, 5,000 followees instead of 10 | 5.00 ms, **1 errors** | 10 followees 2.00 ms |"
                + " 2.50 | ≤ 1.5 × | no |",
            "| home, cold, 5,000 followees instead of 10 | 5.00 ms, **1 errors** | 10 followees 2.00 ms |"
                + " 2.50 |  |  |");
    assertThat(lines).hasSize(10 * 3 + 3 * 2);
  }
}
