package dev.twite.ctl;

/** The end of a command that did not do what it is for; its text is for people. */
final class Refused extends RuntimeException {
  private final int exitCode;

  Refused(String why) {
    this(why, Exit.FAILED);
  }

  Refused(String why, int exitCode) {
    super(why, null, false, false);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
