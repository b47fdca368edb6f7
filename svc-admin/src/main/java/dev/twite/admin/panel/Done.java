package dev.twite.admin.panel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a form has done, to be told on the next page: fixed texts, so no address can say its own.
 */
public enum Done {
  BANNED("The account is banned. Its sessions end within 5 seconds."),
  UNBANNED("The ban is lifted."),
  ROLE("The role is given."),
  TWEET("The tweet is removed."),
  ASSIGNED("The report has changed hands."),
  CLOSED("The report is ended."),
  REPLAYED("The records went back to where they came from."),
  DROPPED("The records are off the list."),
  SIGNED_OUT("You are signed out.");

  private final String text;

  Done(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Done> of(String word) {
    return Arrays.stream(values()).filter(done -> done.word().equals(word)).findFirst();
  }
}
