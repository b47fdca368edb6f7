package dev.twite.search.query;

/**
 * A piece of a query.
 *
 * @param text what it holds: a word, a phrase without its quotation marks, a tag or a handle
 *     without its sign, an operator's value
 * @param operator of kind OPERATOR, else null
 * @param column where it begins, in code points from 1
 * @param valueColumn where {@code text} begins
 */
record Token(Kind kind, String text, Operator operator, int column, int valueColumn) {
  enum Kind {
    WORD,
    PHRASE,
    TAG,
    MENTION,
    OPERATOR,
    MINUS,
    OR,
    OPEN,
    CLOSE,
    END
  }

  static Token sign(Kind kind, int column) {
    return new Token(kind, "", null, column, column);
  }
}
