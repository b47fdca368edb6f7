package dev.twite.ctl;

import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands have: help, JSON, a way to svc-admin. */
abstract class Command implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Say this.")
  void help(boolean asked) {
    // picocli itself answers it.
  }

  @Option(
      names = "--json",
      description = "Print JSON, as admin.proto and logger.proto name the fields.")
  private boolean json;

  private final Ctl ctl;

  Command(Ctl ctl) {
    this.ctl = ctl;
  }

  /** Does it; answers the exit code. */
  abstract int run(Connection admin, Output out);

  @Override
  public Integer call() {
    Output out =
        new Output(
            spec.commandLine().getOut(),
            json,
            spec.commandLine().getColorScheme().ansi().enabled());
    try (Connection admin = Connection.open(ctl.env())) {
      return run(admin, out);
    } finally {
      spec.commandLine().getOut().flush();
    }
  }

  /** What is typed. */
  InputStream in() {
    return ctl.in();
  }

  /** Wrong use that only the command itself can see. */
  ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
