package dev.twite.search.figures;

import dev.twite.search.figures.Question.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Questions about the samples: words, tags and authors from the most frequent to the rarest. */
final class Questions {
  private static final String TEXT = "words @@ websearch_to_tsquery('russian', ?)";
  private static final int DAYS = 7;

  private final Samples samples;
  private final LocalDate since;

  Questions(Samples samples, Instant end) {
    this.samples = samples;
    this.since = end.minus(DAYS, ChronoUnit.DAYS).atZone(ZoneOffset.UTC).toLocalDate();
  }

  static String handle(int author) {
    return "author" + author;
  }

  /** Always the same ones. */
  List<Question> of(Kind kind, int count) {
    SplittableRandom random = new SplittableRandom(kind.name().hashCode());
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      questions.add(one(kind, random));
    }
    return questions;
  }

  private Question one(Kind kind, SplittableRandom random) {
    return switch (kind) {
      case WORD -> words(kind, word(random));
      case TWO_WORDS -> {
        List<String> words = said(random).words();
        yield words(kind, words.getFirst() + " " + words.getLast());
      }
      case PHRASE -> words(kind, "\"" + String.join(" ", said(random).pair()) + "\"");
      case EITHER -> words(kind, word(random) + " OR " + word(random));
      case WORD_SINCE -> {
        String word = word(random);
        yield new Question(
            kind,
            word + " since:" + since,
            TEXT + " AND created_at >= ?",
            List.of(word, since.atStartOfDay().atOffset(ZoneOffset.UTC)),
            word);
      }
      case TAG -> {
        String tag = samples.tags.spread(random);
        yield new Question(
            kind,
            "#" + tag,
            "id IN (SELECT tweet_id FROM tweet_tag WHERE tag = ?)",
            List.of(tag),
            "");
      }
      case FROM -> {
        String handle = handle(samples.authors.spread(random));
        yield new Question(
            kind,
            "from:" + handle,
            "author_id = (SELECT id FROM person WHERE handle = ?)",
            List.of(handle),
            "");
      }
      case CHINESE -> {
        String word = samples.chinese.spread(random);
        yield new Question(kind, word, "body LIKE ?", List.of("%" + word + "%"), "");
      }
    };
  }

  private static Question words(Kind kind, String words) {
    return new Question(kind, words, TEXT, List.of(words), words);
  }

  private String word(SplittableRandom random) {
    return (random.nextBoolean() ? samples.english : samples.russian).spread(random);
  }

  /** Some sample that has two words in a row. */
  private Sample said(SplittableRandom random) {
    Sample sample;
    do {
      sample = samples.get(random.nextInt(samples.count()));
    } while (sample.pair().isEmpty());
    return sample;
  }
}
