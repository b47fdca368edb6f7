package dev.twite.bench.race;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Tweets as they are on average: a hundred characters, a tag now and then; no two alike. */
final class Texts {
  /** Of every fifth. */
  static final String TAG = "twite";

  private static final AtomicLong NUMBER = new AtomicLong();
  private static final String WORDS =
      "the morning train was late again and nobody told the birds that winter is over so they sing";

  private Texts() {}

  static String next() {
    long number = NUMBER.incrementAndGet();
    return number % 5 == 0 ? WORDS + " #" + TAG + " " + number : WORDS + " " + number;
  }

  /** What every one of them holds. */
  static List<String> words() {
    return List.of(WORDS.split(" "));
  }

  /** What one of them holds and no other. */
  static String ownWord(String text) {
    return text.substring(text.lastIndexOf(' ') + 1);
  }
}
