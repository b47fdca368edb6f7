package dev.twite.ctl;

import picocli.CommandLine;

/** The process of {@code twitectl}. */
public final class CtlMain {
  private CtlMain() {}

  public static void main(String[] args) {
    // Libraries' lines would go between a command's own.
    System.setProperty("logback.configurationFile", "logback-ctl.xml");
    System.exit(commandLine(new Ctl(System.getenv(), System.in)).execute(args));
  }

  /** The command line over a root command; output is its own to redirect. */
  static CommandLine commandLine(Ctl ctl) {
    CommandLine line = new CommandLine(ctl, new Wiring(ctl));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(false);
    line.setExecutionExceptionHandler(new Failures());
    line.setParameterExceptionHandler(new WrongUse());
    return line;
  }
}
