package dev.twite.embedded;

import java.util.List;

/**
 * A server that ended although nobody asked it to.
 *
 * @param server its name
 * @param pid the process that ended
 * @param exitCode as the system reports it; 128 plus the signal's number for a signal
 * @param lastLines the end of its log, oldest first
 */
public record ServerExit(String server, long pid, int exitCode, List<String> lastLines) {
  public ServerExit {
    lastLines = List.copyOf(lastLines);
  }

  /** One paragraph for a terminal. */
  public String message() {
    return server
        + " (pid "
        + pid
        + ") ended by itself with exit code "
        + exitCode
        + ". Its log ends with:\n  "
        + String.join("\n  ", lastLines);
  }
}
