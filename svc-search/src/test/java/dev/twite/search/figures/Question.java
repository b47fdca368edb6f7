package dev.twite.search.figures;

import java.util.List;

/**
 * The same question for both.
 *
 * @param search in svc-search's language
 * @param condition in SQL, with {@code ?}
 * @param values of these
 * @param words in the language of {@code websearch_to_tsquery}, for the rank; empty where no words
 *     are asked for
 */
record Question(Kind kind, String search, String condition, List<Object> values, String words) {
  /** What is asked for. */
  enum Kind {
    WORD("one word", true),
    TWO_WORDS("two words", true),
    PHRASE("two words as a phrase", true),
    EITHER("one word or another", true),
    WORD_SINCE("one word, last 7 days", true),
    TAG("a tag", false),
    FROM("from an author", false),
    CHINESE("a Chinese word", false);

    final String label;

    /** Whether it makes a difference for PostgreSQL to ask for the best. */
    final boolean ranked;

    Kind(String label, boolean ranked) {
      this.label = label;
      this.ranked = ranked;
    }
  }
}
