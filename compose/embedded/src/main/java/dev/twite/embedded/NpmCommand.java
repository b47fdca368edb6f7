package dev.twite.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs npm, for so long and no longer: a registry may be out of reach, or answer drop by drop. */
final class NpmCommand {
  private NpmCommand() {}

  /**
   * The first line of the message says what is wrong, when something is; npm's output follows.
   *
   * @param log takes the output; npm writes there, so that no pipe keeps anybody waiting
   */
  static void run(List<String> command, Path log, Duration limit) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ChildCommand.NO_INPUT)
            .redirectOutput(log.toFile());
    ChildCommand.cleanEnvironment(builder.environment());
    Process process = builder.start();
    boolean ended;
    try {
      ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw ServerException.interrupted("running npm", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    String output = new String(Files.readAllBytes(log), UTF_8);
    if (!ended) {
      throw new IOException(
          "npm was ended after " + limit.toSeconds() + " s" + reason(output) + "\n" + output);
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "npm exits with " + process.exitValue() + reason(output) + "\n" + output);
    }
  }

  /** Warnings and notices come first. */
  private static String reason(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith("npm error") || line.startsWith("npm ERR!"))
        .findFirst()
        .map(line -> ": " + line.strip())
        .orElse("");
  }
}
