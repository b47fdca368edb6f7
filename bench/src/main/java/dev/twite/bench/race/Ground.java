package dev.twite.bench.race;

import com.google.errorprone.annotations.FormatMethod;
import java.io.PrintStream;
import java.util.Locale;

/**
 * What every measurement works with.
 *
 * @param stage all services in one process
 */
record Ground(RacePlan plan, Stage stage, Cast cast, Reads reads, PrintStream out) {
  /** Says what is measured now, so that a person sees that it goes on. */
  @FormatMethod
  void say(String format, Object... values) {
    out.println("  " + String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
