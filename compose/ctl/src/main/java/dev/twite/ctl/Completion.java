package dev.twite.ctl;

import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** For shells. */
@picocli.CommandLine.Command(
    name = "completion",
    description = "Prints a script that completes commands and options in bash and zsh.",
    footerHeading = "%nExample:%n",
    footer = "  source <(twitectl completion)")
final class Completion implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Say this.")
  void help(boolean asked) {
    // picocli itself answers it.
  }

  @Override
  public void run() {
    var line = spec.commandLine();
    line.getOut().print(AutoComplete.bash("twitectl", line.getParent()));
    line.getOut().flush();
  }
}
