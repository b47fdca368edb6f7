package dev.twite.ctl;

import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** For shells. */
@picocli.CommandLine.Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a script that completes commands and options in bash and zsh.",
    footerHeading = "%nExample:%n",
    footer = "  source <(twitectl completion)")
final class Completion implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    var line = spec.commandLine();
    line.getOut().print(AutoComplete.bash("twitectl", line.getParent()));
    line.getOut().flush();
  }
}
