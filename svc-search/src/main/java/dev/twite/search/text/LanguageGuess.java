package dev.twite.search.text;

import static java.lang.Character.UnicodeScript.ARABIC;
import static java.lang.Character.UnicodeScript.ARMENIAN;
import static java.lang.Character.UnicodeScript.BENGALI;
import static java.lang.Character.UnicodeScript.CYRILLIC;
import static java.lang.Character.UnicodeScript.DEVANAGARI;
import static java.lang.Character.UnicodeScript.GEORGIAN;
import static java.lang.Character.UnicodeScript.GREEK;
import static java.lang.Character.UnicodeScript.HAN;
import static java.lang.Character.UnicodeScript.HANGUL;
import static java.lang.Character.UnicodeScript.HEBREW;
import static java.lang.Character.UnicodeScript.HIRAGANA;
import static java.lang.Character.UnicodeScript.KATAKANA;
import static java.lang.Character.UnicodeScript.LATIN;
import static java.lang.Character.UnicodeScript.TAMIL;
import static java.lang.Character.UnicodeScript.THAI;

import com.google.common.base.Splitter;
import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which language a short text is in: by its script where that says it, by letters that only one
 * language has, and for Latin letters by the small words that every sentence has. Links, tags and
 * mentions don't count.
 */
public final class LanguageGuess {
  /** What can't be told, as in BCP 47. */
  public static final String UNKNOWN = "und";

  private static final Pattern NO_TEXT = Pattern.compile("https?://\\S+|[@#＃＠][\\p{L}\\p{N}_]+");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}']+");
  private static final Map<UnicodeScript, String> BY_SCRIPT =
      Map.ofEntries(
          Map.entry(HIRAGANA, "ja"),
          Map.entry(KATAKANA, "ja"),
          Map.entry(HANGUL, "ko"),
          Map.entry(HAN, "zh"),
          Map.entry(GREEK, "el"),
          Map.entry(HEBREW, "he"),
          Map.entry(THAI, "th"),
          Map.entry(DEVANAGARI, "hi"),
          Map.entry(BENGALI, "bn"),
          Map.entry(TAMIL, "ta"),
          Map.entry(ARMENIAN, "hy"),
          Map.entry(GEORGIAN, "ka"));
  private static final Map<String, Set<String>> SMALL_WORDS = new LinkedHashMap<>();

  static {
    words("en", "the and is are was you that this it of to for with not have i my in on at be we");
    words("de", "der die das und ist nicht ich du wir ein eine mit auf für sie es den dem auch zu");
    words("fr", "le la les et est pas je tu nous vous un une des du dans pour que qui sur avec ce");
    words("es", "el la los las y es no yo tú un una de en que por para con se su lo más muy pero");
    words("pt", "o a os as e é não eu você um uma de em que por para com se do da no na mais mas");
    words("it", "il lo la gli le e è non io tu un una di in che per con si del della sono ma più");
    words("nl", "de het een en is niet ik je wij van in op te dat die voor met zijn maar ook er");
    words("pl", "i w nie na jest to się z do że jak ale co tak po od przez dla czy są już");
    words("tr", "ve bir bu da de için ile çok ne var yok ben sen o mi değil gibi ama daha");
  }

  private LanguageGuess() {}

  /** A code of ISO 639-1, or {@link #UNKNOWN}. */
  public static String of(String text) {
    String plain = NO_TEXT.matcher(text).replaceAll(" ").toLowerCase(Locale.ROOT);
    Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
    plain
        .codePoints()
        .filter(Character::isLetter)
        .forEach(letter -> letters.merge(UnicodeScript.of(letter), 1, Integer::sum));
    // Japanese mixes its own letters with Chinese ones, Chinese does not.
    if (letters.containsKey(HAN)
        && (letters.containsKey(HIRAGANA) || letters.containsKey(KATAKANA))) {
      letters.merge(HIRAGANA, letters.get(HAN), Integer::sum);
    }
    return letters.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(most -> ofScript(most.getKey(), plain))
        .orElse(UNKNOWN);
  }

  private static String ofScript(UnicodeScript script, String plain) {
    if (script == LATIN) {
      return ofLatin(plain);
    }
    if (script == CYRILLIC) {
      return hasAny(plain, "іїєґ") ? "uk" : "ru";
    }
    if (script == ARABIC) {
      return hasAny(plain, "پچژگ") ? "fa" : "ar";
    }
    return BY_SCRIPT.getOrDefault(script, UNKNOWN);
  }

  private static String ofLatin(String plain) {
    String best = UNKNOWN;
    int most = 0;
    List<String> words =
        Splitter.on(NO_WORD).omitEmptyStrings().splitToList(plain.replace('’', '\''));
    for (Map.Entry<String, Set<String>> language : SMALL_WORDS.entrySet()) {
      int found = 0;
      for (String word : words) {
        found += language.getValue().contains(word) ? 1 : 0;
      }
      if (found > most) {
        most = found;
        best = language.getKey();
      }
    }
    return best;
  }

  private static boolean hasAny(String text, String letters) {
    return letters.chars().anyMatch(letter -> text.indexOf(letter) >= 0);
  }

  private static void words(String language, String words) {
    SMALL_WORDS.put(language, Set.copyOf(List.of(words.split(" "))));
  }
}
