package dev.twite.search.query;

import dev.twite.search.query.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a query into tokens. What is no operator is text: {@code 12:30} and links are words. */
final class Lexer {
  private final int[] text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String query) {
    this.text = query.codePoints().toArray();
  }

  /**
   * The tokens, END last.
   *
   * @throws QueryFault for a phrase that does not end
   */
  static List<Token> tokens(String query) {
    return new Lexer(query).run();
  }

  private List<Token> run() {
    while (true) {
      while (at < text.length && isSpace(text[at])) {
        at++;
      }
      if (at == text.length) {
        tokens.add(Token.sign(Kind.END, column()));
        return tokens;
      }
      next();
    }
  }

  private void next() {
    switch (text[at]) {
      case '(' -> sign(Kind.OPEN);
      case ')' -> sign(Kind.CLOSE);
      case '-' -> {
        // A dash that stands alone is punctuation.
        if (at + 1 < text.length && !isSpace(text[at + 1])) {
          sign(Kind.MINUS);
        } else {
          word();
        }
      }
      default -> {
        if (isQuote(text[at])) {
          phrase();
        } else {
          word();
        }
      }
    }
  }

  private void sign(Kind kind) {
    tokens.add(Token.sign(kind, column()));
    at++;
  }

  private void phrase() {
    int start = at++;
    while (at < text.length && !isQuote(text[at])) {
      at++;
    }
    if (at == text.length) {
      throw QueryFault.expected(start + 1, "a closing quotation mark for the one that opens here");
    }
    String inside = new String(text, start + 1, at - start - 1);
    at++;
    tokens.add(new Token(Kind.PHRASE, inside, null, start + 1, start + 2));
  }

  private void word() {
    int start = at;
    while (at < text.length && !endsWord(text[at])) {
      at++;
    }
    String word = new String(text, start, at - start);
    int column = start + 1;
    if (word.equals("OR")) {
      tokens.add(Token.sign(Kind.OR, column));
    } else if (isSigned(word, "#＃")) {
      tokens.add(new Token(Kind.TAG, word.substring(1), null, column, column + 1));
    } else if (isSigned(word, "@＠")) {
      tokens.add(new Token(Kind.MENTION, word.substring(1), null, column, column + 1));
    } else {
      tokens.add(operator(word, column).orElse(new Token(Kind.WORD, word, null, column, column)));
    }
  }

  private static boolean isSigned(String word, String signs) {
    return word.length() > 1 && signs.indexOf(word.charAt(0)) >= 0;
  }

  private static Optional<Token> operator(String word, int column) {
    int colon = word.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    return Operator.named(word.substring(0, colon))
        .map(
            operator ->
                new Token(
                    Kind.OPERATOR,
                    word.substring(colon + 1),
                    operator,
                    column,
                    column + colon + 1));
  }

  private int column() {
    return at + 1;
  }

  private static boolean endsWord(int c) {
    return isSpace(c) || c == '(' || c == ')' || isQuote(c);
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
  }

  /** Also as phones write them. */
  private static boolean isQuote(int c) {
    return c == '"' || c == '“' || c == '”' || c == '„' || c == '＂';
  }
}
