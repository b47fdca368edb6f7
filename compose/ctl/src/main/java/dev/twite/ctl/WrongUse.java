package dev.twite.ctl;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, what was perhaps meant, and where to read on. */
final class WrongUse implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    CommandLine line = wrong.getCommandLine();
    PrintWriter err = line.getErr();
    err.println(wrong.getMessage());
    boolean suggested = UnmatchedArgumentException.printSuggestions(wrong, err);
    String name = line.getCommandSpec().qualifiedName();
    if (!suggested) {
      err.print("Usage: " + line.getHelp().synopsis(0));
    }
    err.println("`" + name + " --help` says more.");
    err.flush();
    return Exit.WRONG_USE;
  }
}
