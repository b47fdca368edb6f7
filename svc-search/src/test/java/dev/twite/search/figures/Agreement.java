package dev.twite.search.figures;

import java.util.List;

/**
 * Whether two find the same.
 *
 * @param questions how many were asked
 * @param alike how many had the same answer, tweet by tweet
 */
record Agreement(int questions, int alike, long firstHits, long secondHits) {
  private static final int ASKED = 20;

  /** More are not counted. */
  private static final int MOST_HITS = 2_000;

  /** Asks some of the questions. */
  static Agreement of(List<Question> questions, Engine first, Engine second) throws Exception {
    int alike = 0;
    long firstHits = 0;
    long secondHits = 0;
    List<Question> asked = questions.subList(0, Math.min(ASKED, questions.size()));
    for (Question question : asked) {
      List<Long> one = first.recent(question, MOST_HITS);
      List<Long> other = second.recent(question, MOST_HITS);
      alike += one.equals(other) ? 1 : 0;
      firstHits += one.size();
      secondHits += other.size();
    }
    return new Agreement(asked.size(), alike, firstHits, secondHits);
  }

  String same() {
    return alike + " of " + questions + " answers the same";
  }

  String first() {
    return Long.toString(firstHits);
  }

  String second() {
    return Long.toString(secondHits);
  }
}
