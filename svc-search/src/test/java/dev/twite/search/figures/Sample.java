package dev.twite.search.figures;

import java.util.List;

/**
 * A tweet that was made up.
 *
 * @param author a rank among the authors, 0 = who writes most
 * @param tags as in the text
 * @param words what it says in words with spaces between, without the small words; empty for
 *     Chinese and Japanese
 * @param pair two of these that follow each other; empty where there are none
 * @param createdAtMs later than that of every sample before it
 */
record Sample(
    int author,
    String text,
    List<String> tags,
    List<String> words,
    List<String> pair,
    int likes,
    long createdAtMs) {}
