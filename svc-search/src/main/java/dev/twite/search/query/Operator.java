package dev.twite.search.query;

import java.util.Locale;
import java.util.Optional;

/** The words that mean something else before a colon. */
enum Operator {
  FROM,
  TO,
  SINCE,
  UNTIL,
  HAS,
  LANG,
  MIN_LIKES;

  static Optional<Operator> named(String word) {
    for (Operator operator : values()) {
      if (operator.word().equalsIgnoreCase(word)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
