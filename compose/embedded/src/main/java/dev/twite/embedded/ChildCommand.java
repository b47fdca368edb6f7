package dev.twite.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a child is started: in a session of its own, without our secrets, and without root where it
 * refuses root.
 */
final class ChildCommand {
  static final File NO_INPUT = new File("/dev/null");

  private ChildCommand() {}

  /**
   * A session of its own, so that Ctrl-C reaches the launcher only, which then ends its children in
   * order.
   */
  static List<String> ownSession(List<String> command) {
    return onPath("setsid").isPresent() ? prefixed(List.of("setsid"), command) : command;
  }

  static void cleanEnvironment(Map<String, String> environment) {
    environment
        .keySet()
        .removeIf(
            key -> key.startsWith("TWITE_") || key.startsWith("PG") || key.startsWith("KAFKA_"));
    environment.put("TZ", "UTC");
    if (System.getProperty("os.name").startsWith("Mac")) {
      // Looking up a locale there makes PostgreSQL multithreaded, which it refuses. Elsewhere it
      // would
      // hide non-ASCII paths from the broker's JVM.
      environment.put("LC_ALL", "C");
    }
  }

  static Optional<Path> onPath(String program) {
    return onPath(program, Optional.ofNullable(System.getenv("PATH")).orElse(""));
  }

  static Optional<Path> onPath(String program, String path) {
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static List<String> prefixed(List<String> prefix, List<String> command) {
    return Stream.concat(prefix.stream(), command.stream()).toList();
  }

  /** Runs a command to its end; its output is the message when it fails. */
  static void run(List<String> command, String input) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    cleanEnvironment(builder.environment());
    Process process = builder.start();
    try (var in = process.outputWriter(java.nio.charset.StandardCharsets.UTF_8)) {
      in.write(input);
    }
    String output;
    try (var out = process.inputReader(java.nio.charset.StandardCharsets.UTF_8)) {
      output = String.join("\n", out.lines().toList());
    }
    try {
      int exitCode = process.waitFor();
      if (exitCode != 0) {
        throw new IOException(
            Path.of(command.getFirst()).getFileName() + " exits with " + exitCode + ":\n" + output);
      }
    } catch (InterruptedException e) {
      throw ServerException.interrupted("running " + command.getFirst(), e);
    }
  }
}
