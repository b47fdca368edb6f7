package dev.twite.common.config;

/** A value that does not parse: what is wrong with it, apart from what it is. */
final class BadValue extends RuntimeException {
  private final String shown;

  /**
   * @param shown the value as a message may quote it; empty where it may be a secret
   * @param problem what it is instead: {@code not a whole number}
   */
  BadValue(String shown, String problem) {
    super(problem);
    this.shown = shown;
  }

  BadValue(String shown, String problem, Throwable cause) {
    super(problem, cause);
    this.shown = shown;
  }

  /** For a value that stands in the environment. */
  String quoting() {
    return shown.isEmpty() ? getMessage() : shown + " is " + getMessage();
  }
}
