package dev.twite.ctl;

/** What the process ends with. */
final class Exit {
  static final int OK = 0;

  /** Refused, failed, or something is wrong that was looked for. */
  static final int FAILED = 1;

  static final int WRONG_USE = 2;

  /** svc-admin could not be asked. */
  static final int UNREACHABLE = 3;

  private Exit() {}
}
