package dev.twite.common.limit;

/**
 * What is asked of one bucket.
 *
 * @param rule a rule's name
 * @param subject whom it counts, see {@link Subjects}; at most 128 characters
 * @param cost 1 for a request, bytes for rules that count those; at least 1
 */
public record Claim(String rule, String subject, long cost) {
  public Claim {
    if (cost < 1) {
      throw new IllegalArgumentException("A claim costs at least 1, not " + cost);
    }
  }

  /** One request. */
  public static Claim one(String rule, String subject) {
    return new Claim(rule, subject, 1);
  }

  String key() {
    return rule + ':' + subject;
  }
}
