package dev.twite.email.render;

import java.util.regex.Pattern;

/** Makes other people's text fit for a place of ours. */
final class Lines {
  // Also what turns the direction of text around, and Unicode's own line ends.
  private static final String FOUL = "\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069";
  private static final Pattern ONE = Pattern.compile("[" + FOUL + "]+");
  private static final Pattern MANY = Pattern.compile("[" + FOUL + "&&[^\\n]]+");

  private Lines() {}

  /** For a header or a line of its own. */
  static String one(String text) {
    return ONE.matcher(text).replaceAll(" ").strip();
  }

  /** For a paragraph. */
  static String many(String text) {
    return MANY.matcher(text.replace("\r\n", "\n")).replaceAll(" ").strip();
  }

  /** For plain text: nobody can pass their words off as ours. */
  static String quoted(String text) {
    return "> " + many(text).replace("\n", "\n> ");
  }
}
