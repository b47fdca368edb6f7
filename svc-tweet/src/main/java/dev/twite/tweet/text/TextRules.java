package dev.twite.tweet.text;

import com.twitter.twittertext.TwitterTextConfiguration;
import com.twitter.twittertext.TwitterTextParseResults;
import com.twitter.twittertext.TwitterTextParser;
import dev.twite.common.error.Checks;
import java.text.Normalizer;

/**
 * What a tweet's text may be: at most 280 weighted characters by twitter-text's configuration v3 (a
 * URL weighs 23, an emoji sequence 2, most scripts outside of Latin 2 a character), and something
 * to see.
 */
public final class TextRules {
  /** Weighted characters. */
  public static final int MAX_WEIGHT = 280;

  // What weighs 280 can be long (a URL weighs 23 however long it is). These bound the work of
  // parsing: the library's expressions for URLs backtrack worse than linearly, and overflow the
  // stack, on long runs of letters and signs.
  private static final int MAX_CODE_UNITS = 2_500;
  private static final int MAX_RUN = 400;
  private static final int MAX_ASCII = 1_200;

  // No sign below is an emoji but © and ®; a digit is one only with a keycap, which lies above.
  private static final int FIRST_EMOJI = 0x203C;

  /** The same in all but that it looks for no emoji, which takes most of the time. */
  private static final TwitterTextConfiguration WITHOUT_EMOJI = withoutEmoji();

  private TextRules() {}

  /**
   * Checks a text and returns it as it is kept: in normalisation form C, in which it is weighed.
   *
   * @param mayBeEmpty whether there is something else to see
   */
  public static String check(Checks checks, String text, boolean mayBeEmpty) {
    if (!Checks.isStorable(text)) {
      checks.require(false, "text", "invalid_format", "Holds a NUL or half of a surrogate pair");
      return text;
    }
    if (text.length() > MAX_CODE_UNITS) {
      checks.require(false, "text", "too_long", "Is longer than " + MAX_WEIGHT + " characters");
      return text;
    }
    String normalized = Normalizer.normalize(text, Normalizer.Form.NFC);
    if (normalized.codePoints().noneMatch(TextRules::isVisible)) {
      checks.require(mayBeEmpty, "text", "required", "There is nothing to read in it");
      return normalized;
    }
    if (!isParsable(normalized)) {
      checks.require(
          false,
          "text",
          "too_long",
          "Holds a word or link of more than " + MAX_RUN + " characters, or too many of them");
      return normalized;
    }
    TwitterTextParseResults parsed = parse(checks, normalized);
    if (parsed == null) {
      return normalized;
    }
    if (parsed.weightedLength > MAX_WEIGHT) {
      checks.require(
          false,
          "text",
          "too_long",
          "Weighs "
              + parsed.weightedLength
              + " characters, at most "
              + MAX_WEIGHT
              + " are allowed");
    } else {
      checks.require(
          parsed.isValid,
          "text",
          "invalid_format",
          "Holds characters that no text has (U+FFFE, …)");
    }
    return normalized;
  }

  private static boolean isParsable(String text) {
    int run = 0;
    int ascii = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      run = Character.isWhitespace(c) ? 0 : run + 1;
      ascii += c < 128 && run > 0 ? 1 : 0;
      if (ascii > MAX_ASCII || (run > MAX_RUN && c < 128)) {
        return false;
      }
    }
    return true;
  }

  /** Null, with a fault noted, when the library can't make anything of it. */
  private static TwitterTextParseResults parse(Checks checks, String text) {
    try {
      TwitterTextParseResults parsed = weigh(text);
      Entities.of(text);
      return parsed;
    } catch (RuntimeException | StackOverflowError unreadable) {
      // A host name too long for IDN, brackets nested too deep: the text's doing, not ours.
      checks.require(
          false, "text", "invalid_format", "Holds a link that can't be read; shorten it");
      return null;
    }
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT ->
          false;
      default -> true;
    };
  }

  static TwitterTextParseResults weigh(String text) {
    return TwitterTextParser.parseTweet(
        text, mayHoldEmoji(text) ? TwitterTextParser.TWITTER_TEXT_DEFAULT_CONFIG : WITHOUT_EMOJI);
  }

  private static boolean mayHoldEmoji(String text) {
    return text.chars().anyMatch(sign -> sign >= FIRST_EMOJI || sign == '©' || sign == '®');
  }

  private static TwitterTextConfiguration withoutEmoji() {
    TwitterTextConfiguration usual = TwitterTextParser.TWITTER_TEXT_DEFAULT_CONFIG;
    return new TwitterTextConfiguration.Builder()
        .setVersion(usual.getVersion())
        .setMaxWeightedTweetLength(usual.getMaxWeightedTweetLength())
        .setScale(usual.getScale())
        .setDefaultWeight(usual.getDefaultWeight())
        .setTransformedURLLength(usual.getTransformedURLLength())
        .setRanges(usual.getRanges())
        .setEmojiParsingEnabled(false)
        .build();
  }
}
