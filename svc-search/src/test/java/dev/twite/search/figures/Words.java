package dev.twite.search.figures;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Words that were made up, the most frequent first. Those of letters end so that every stemmer cuts
 * them where they were put together: what two engines find differs by how they search alone.
 */
final class Words {
  private static final List<String> ENGLISH_ENDINGS = List.of("", "", "", "s", "ed", "ing");
  private static final List<String> RUSSIAN_ENDINGS = List.of("", "", "а", "у", "ы", "ом", "ами");
  private static final int FIRST_HAN = 0x4E00;
  private static final int HAN = 3_000;
  private static final int FIRST_KATAKANA = 0x30AB;
  private static final int KATAKANA = 24;

  private final List<String> bases;
  private final List<String> endings;
  private final Zipf zipf;

  private Words(Set<String> bases, List<String> endings) {
    this.bases = List.copyOf(bases);
    this.endings = endings;
    this.zipf = new Zipf(bases.size());
  }

  static Words english(int count, long seed) {
    return letters(count, seed, "bcdfgklmnprtvz", "aeiou", "kpbm", ENGLISH_ENDINGS);
  }

  static Words russian(int count, long seed) {
    return letters(count, seed, "бвгдзклмнпрст", "аеиоу", "кдгбпз", RUSSIAN_ENDINGS);
  }

  /** Two characters each. */
  static Words chinese(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Set<String> made = new LinkedHashSet<>();
    while (made.size() < count) {
      made.add(characters(random, 2, FIRST_HAN, HAN));
    }
    return new Words(made, List.of(""));
  }

  /** Two Han characters, or three to five katakana. */
  static Words japanese(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Set<String> made = new LinkedHashSet<>();
    while (made.size() < count) {
      made.add(
          random.nextInt(3) > 0
              ? characters(random, 2, FIRST_HAN, HAN)
              : characters(random, 3 + random.nextInt(3), FIRST_KATAKANA, KATAKANA));
    }
    return new Words(made, List.of(""));
  }

  /** A word in one of its forms, frequent ones more often. */
  String draw(SplittableRandom random) {
    return drawBase(random) + endings.get(random.nextInt(endings.size()));
  }

  /** The same without an ending. */
  String drawBase(SplittableRandom random) {
    return bases.get(zipf.draw(random));
  }

  /** A word as it is asked for: frequent or rare. */
  String spread(SplittableRandom random) {
    return bases.get(zipf.spread(random));
  }

  List<String> bases() {
    return bases;
  }

  private static Words letters(
      int count,
      long seed,
      String consonants,
      String vowels,
      String lastLetters,
      List<String> endings) {
    SplittableRandom random = new SplittableRandom(seed);
    Set<String> made = new LinkedHashSet<>();
    while (made.size() < count) {
      StringBuilder word = new StringBuilder();
      // Frequent words are short.
      int syllables = 2 + made.size() * 2 / count;
      for (int i = 0; i < syllables; i++) {
        word.append(any(consonants, random)).append(any(vowels, random));
      }
      made.add(word.append(any(lastLetters, random)).toString());
    }
    return new Words(made, endings);
  }

  private static char any(String letters, SplittableRandom random) {
    return letters.charAt(random.nextInt(letters.length()));
  }

  private static String characters(SplittableRandom random, int length, int first, int range) {
    List<String> characters = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      characters.add(Character.toString(first + random.nextInt(range)));
    }
    return String.join("", characters);
  }
}
