package dev.twite.search.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Tweets of a month, each made from its number alone: half of them English, 30 % Russian, 10 %
 * Chinese, 10 % Japanese; words, tags and authors by Zipf's law; some with one or two tags.
 */
final class Samples {
  static final int AUTHORS = 5_000;
  static final Duration SPAN = Duration.ofDays(30);

  private static final long SEED = 20_060_321;
  private static final int VOCABULARY = 20_000;
  private static final int TAGS = 2_000;
  private static final int MAX_LIKES = 10_000;
  private static final int SMALL_PERCENT = 30;
  private static final List<String> ENGLISH_SMALL =
      List.of("the", "a", "of", "to", "and", "in", "is", "for", "it", "on");
  private static final List<String> RUSSIAN_SMALL =
      List.of("и", "в", "не", "на", "что", "я", "с", "он", "как", "это");
  private static final List<String> PARTICLES = List.of("は", "が", "を", "に", "の", "で", "と");

  final Words english = Words.english(VOCABULARY, SEED);
  final Words russian = Words.russian(VOCABULARY, SEED + 1);
  final Words chinese = Words.chinese(VOCABULARY, SEED + 2);
  final Words japanese = Words.japanese(VOCABULARY, SEED + 3);
  final Words tags = Words.english(TAGS, SEED + 4);
  final Zipf authors = new Zipf(AUTHORS);
  private final int count;
  private final long end;

  /**
   * @param end when the last was written (milliseconds since 1970)
   */
  Samples(int count, long end) {
    this.count = count;
    this.end = end;
  }

  int count() {
    return count;
  }

  Sample get(int number) {
    SplittableRandom random = new SplittableRandom(SEED * 31 + number * 0x9E3779B97F4A7C15L);
    StringBuilder text = new StringBuilder();
    List<String> words = new ArrayList<>();
    List<String> pair = new ArrayList<>();
    int language = random.nextInt(10);
    if (language < 8) {
      boolean isEnglish = language < 5;
      sentence(
          isEnglish ? english : russian,
          isEnglish ? ENGLISH_SMALL : RUSSIAN_SMALL,
          random,
          text,
          words,
          pair);
    } else if (language == 8) {
      withoutSpaces(chinese, List.of("", "", "，"), random, text);
    } else {
      withoutSpaces(japanese, PARTICLES, random, text);
    }
    List<String> tagged = new ArrayList<>();
    for (int dice = random.nextInt(10); dice < 3; dice += 2) {
      String tag = tags.drawBase(random);
      if (!tagged.contains(tag)) {
        tagged.add(tag);
        text.append(" #").append(tag);
      }
    }
    int likes = (int) Math.min(MAX_LIKES, Math.pow(1 - random.nextDouble(), -0.8) - 1);
    return new Sample(
        authors.draw(random),
        text.toString(),
        tagged,
        words,
        pair,
        likes,
        end - SPAN.toMillis() * (count - 1L - number) / count);
  }

  private static void sentence(
      Words vocabulary,
      List<String> small,
      SplittableRandom random,
      StringBuilder text,
      List<String> words,
      List<String> pair) {
    int length = 5 + random.nextInt(21);
    String before = "";
    for (int i = 0; i < length; i++) {
      text.append(i == 0 ? "" : " ");
      if (random.nextInt(100) < SMALL_PERCENT) {
        text.append(any(small, random));
        before = "";
        continue;
      }
      String word = vocabulary.draw(random);
      text.append(word);
      words.add(word);
      if (pair.isEmpty() && !before.isEmpty()) {
        pair.addAll(List.of(before, word));
      }
      before = word;
    }
  }

  private static void withoutSpaces(
      Words vocabulary, List<String> between, SplittableRandom random, StringBuilder text) {
    int length = 5 + random.nextInt(16);
    for (int i = 0; i < length; i++) {
      text.append(vocabulary.draw(random)).append(any(between, random));
    }
    text.append('。');
  }

  private static String any(List<String> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }
}
