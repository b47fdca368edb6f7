package dev.twite.search.text;

import java.text.Normalizer;
import java.util.Locale;

/** How texts are written before they are cut into words, in documents and in queries alike. */
public final class TextForm {
  private TextForm() {}

  /**
   * Compatibility forms as usual ones (full width, ligatures, decomposed letters), typographic
   * apostrophes as plain ones, and ё as е, as Russians write it.
   */
  static String of(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .replace('’', '\'')
        .replace('ё', 'е')
        .replace('Ё', 'Е');
  }

  /** A hashtag as svc-tweet tells it: without case, in normalisation form C. */
  public static String tag(String tag) {
    return Normalizer.normalize(tag, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  public static String handle(String handle) {
    return handle.toLowerCase(Locale.ROOT);
  }
}
