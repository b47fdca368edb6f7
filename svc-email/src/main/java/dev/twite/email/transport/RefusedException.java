package dev.twite.email.transport;

/**
 * The other side did not take a message. Says only a word and a number: what servers answer often
 * quotes the address (S22).
 */
public final class RefusedException extends Exception {
  private final boolean last;

  private RefusedException(String reason, boolean last) {
    super(reason, null, false, false);
    this.last = last;
  }

  /** Another attempt may go better. */
  public static RefusedException forNow(String reason) {
    return new RefusedException(reason, false);
  }

  /** No attempt will. */
  public static RefusedException forGood(String reason) {
    return new RefusedException(reason, true);
  }

  /** For logs and tables, e.g. {@code smtp_451}. */
  public String reason() {
    return getMessage();
  }

  public boolean isLast() {
    return last;
  }
}
