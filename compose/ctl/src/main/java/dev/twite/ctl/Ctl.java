package dev.twite.ctl;

import java.io.InputStream;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root: knows where svc-admin is, and asks it as the operator. */
@picocli.CommandLine.Command(
    name = "twitectl",
    mixinStandardHelpOptions = true,
    version = "twitectl 0.1.0",
    description = "Runs Twite from the command line of the machine it runs on.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      Users.class,
      Roles.class,
      Tweets.class,
      Reports.class,
      Audit.class,
      DeadLetters.class,
      Reconcile.class,
      Rebuild.class,
      Logs.class,
      Health.class,
      Completion.class
    },
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  TWITE_ADMIN_ADDR      where svc-admin takes gRPC calls; TWITE_PORT_BASE + 21 without it",
      "  TWITE_PORT_BASE       the first port of the run, 8080",
      "  TWITE_SERVICE_SECRET  the deployment's key; the one in the run's data folder without it",
      "  TWITE_DATA_DIR        the run's data folder, .twite",
      "  NO_COLOR              set: no colours at a terminal either",
      "",
      "Exit codes: 0 done; 1 refused, failed, or something wrong was found; 2 wrong use;",
      "3 svc-admin could not be reached."
    })
final class Ctl implements Runnable {
  private final Map<String, String> env;
  private final InputStream in;

  @Spec private CommandSpec spec;

  Ctl(Map<String, String> env, InputStream in) {
    this.env = Map.copyOf(env);
    this.in = in;
  }

  InputStream in() {
    return in;
  }

  Map<String, String> env() {
    return env;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: name a command");
  }
}
