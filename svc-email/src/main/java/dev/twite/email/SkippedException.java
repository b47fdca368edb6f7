package dev.twite.email;

/** A message that is no longer wanted, or no longer makes sense: not sent, and that is right. */
public final class SkippedException extends Exception {
  /**
   * @param reason a word: {@code expired}, {@code unwanted}, {@code unverified}, {@code gone}, …
   */
  public SkippedException(String reason) {
    super(reason, null, false, false);
  }

  public String reason() {
    return getMessage();
  }
}
