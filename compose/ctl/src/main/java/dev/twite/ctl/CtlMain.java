package dev.twite.ctl;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;

/** The process of {@code twitectl}. */
public final class CtlMain {
  private static final int WIDTH = 100;

  private CtlMain() {}

  public static void main(String[] args) {
    // Libraries' lines would go between a command's own.
    System.setProperty("logback.configurationFile", "logback-ctl.xml");
    System.exit(commandLine(new Ctl(System.getenv(), System.in)).execute(args));
  }

  /**
   * The same inside another process.
   *
   * @param env the settings
   * @return the exit code
   */
  public static int run(
      Map<String, String> env,
      InputStream in,
      PrintWriter out,
      PrintWriter err,
      String... arguments) {
    return commandLine(new Ctl(env, in)).setOut(out).setErr(err).execute(arguments);
  }

  /** The command line over a root command. */
  static CommandLine commandLine(Ctl ctl) {
    CommandLine line = new CommandLine(ctl, new Wiring(ctl));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(WIDTH);
    line.setExecutionExceptionHandler(new Failures());
    line.setParameterExceptionHandler(new WrongUse());
    return line;
  }
}
