package dev.twite.ctl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Option;

/** A command that can't be taken back, or that people feel: asks before it acts. */
abstract class Destructive extends Command {
  @Option(
      names = {"-y", "--yes"},
      description = "Don't ask.")
  private boolean yes;

  Destructive(Ctl ctl) {
    super(ctl);
  }

  /**
   * Returns when it may go on.
   *
   * @throws Refused when the answer was no
   * @throws picocli.CommandLine.ParameterException when there is nobody to ask
   */
  void confirm(String question) {
    if (yes) {
      return;
    }
    PrintWriter err = spec.commandLine().getErr();
    err.print(question + " [y/N] ");
    err.flush();
    String answer = answer();
    if (answer == null) {
      err.println();
      throw wrong("This asks before it acts, and nobody is there to answer: add --yes");
    }
    if (!answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
      throw new Refused("Nothing has been done.");
    }
  }

  /** A line of what is typed; null at its end. */
  private String answer() {
    try {
      return new BufferedReader(new InputStreamReader(in(), StandardCharsets.UTF_8)).readLine();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
