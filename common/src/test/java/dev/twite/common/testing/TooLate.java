package dev.twite.common.testing;

/** Something happened, but after the time that was promised for it. */
public final class TooLate extends AssertionError {
  private static final long serialVersionUID = 1;

  public TooLate(String message) {
    super(message);
  }
}
