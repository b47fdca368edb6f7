package dev.twite.local;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The vector selectors in a PromQL expression, without their ranges. It reads words, not grammar:
 * what it takes for a selector and is none, Prometheus refuses when asked for it.
 */
final class Selectors {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`" // a text
              + "|#[^\n]*" // a comment
              + "|\\[[^\\]]*\\]" // a range
              + "|[0-9][0-9a-zA-Z_.]*" // a number or a duration
              + "|[a-zA-Z_:][a-zA-Z0-9_:]*" // a word
              + "|\\S"); // a sign

  /** What has labels in parentheses after it. */
  private static final Set<String> GROUPINGS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

  /** {@code sum by (x) (…)}: a word before a grouping that is no metric. */
  private static final Set<String> AGGREGATIONS =
      Set.of(
          "sum",
          "min",
          "max",
          "avg",
          "group",
          "count",
          "stddev",
          "stdvar",
          "topk",
          "bottomk",
          "quantile",
          "count_values");

  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "unless", "bool", "offset", "start", "end", "inf", "nan", "atan2");

  private final String text;
  private final Matcher token;
  private final Set<String> found = new LinkedHashSet<>();
  private boolean more;

  private Selectors(String text) {
    this.text = text;
    this.token = TOKEN.matcher(text);
  }

  /** In the order in which they stand, each once. */
  static List<String> of(String expression) {
    Selectors selectors = new Selectors(expression);
    selectors.read();
    return List.copyOf(selectors.found);
  }

  private void read() {
    next();
    while (more) {
      if (is("{")) {
        found.add(matchers());
      } else if (isWord()) {
        word();
      } else {
        next();
      }
    }
  }

  private void word() {
    String word = token.group();
    next();
    if (GROUPINGS.contains(word)) {
      skipLabels();
    } else if (KEYWORDS.contains(word.toLowerCase(Locale.ROOT))) {
      return;
    } else if (is("{")) {
      found.add(word + matchers());
    } else if (!is("(") && !(AGGREGATIONS.contains(word) && isGrouping())) {
      found.add(word);
    }
  }

  private boolean isGrouping() {
    return more && GROUPINGS.contains(token.group());
  }

  /** From the brace on, which it passes. */
  private String matchers() {
    int from = token.start();
    while (more && !is("}")) {
      next();
    }
    int to = more ? token.end() : text.length();
    next();
    return text.substring(from, to);
  }

  private void skipLabels() {
    if (is("(")) {
      while (more && !is(")")) {
        next();
      }
      next();
    }
  }

  private boolean is(String sign) {
    return more && token.group().equals(sign);
  }

  private boolean isWord() {
    char first = token.group().charAt(0);
    return Character.isLetter(first) || first == '_' || first == ':';
  }

  private void next() {
    more = token.find();
  }
}
