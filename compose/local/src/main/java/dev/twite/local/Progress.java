package dev.twite.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What a person at the terminal sees: one line for each part that is up, and how long it took. */
final class Progress {
  private final PrintStream out;
  private final long begin = System.nanoTime();

  /** Something that takes time and may fail. */
  interface Step {
    void run() throws Exception;
  }

  Progress(PrintStream out) {
    this.out = out;
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Runs a step and reports it. */
  void step(String part, String where, Step step) throws Exception {
    long start = System.nanoTime();
    step.run();
    say(
        String.format(
            Locale.ROOT, "  %-16s ready after %5.1f s   %s", part, seconds(start), where));
  }

  /** Since the launcher began. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
