package dev.twite.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /** The number of `nobody`, the same everywhere. */
  static final int NOBODY = 65534;

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
    environment.put("LC_ALL", "C");
    environment.put("TZ", "UTC");
  }

  static Optional<Path> onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static boolean isRoot() {
    return new UnixSystem().getUid() == 0;
  }

  /**
   * What PostgreSQL, which refuses to run as root, is started with. In a user namespace without a
   * mapping its process and its files belong to the same nobody, although outside they are root's;
   * where that is forbidden (some containers) it really becomes nobody.
   */
  static Shed shedRoot() {
    if (!isRoot()) {
      return new Shed(List.of(), false);
    }
    List<String> namespace = List.of("unshare", "-U");
    if (works(prefixed(namespace, List.of("true")))) {
      return new Shed(namespace, false);
    }
    String nobody = Integer.toString(NOBODY);
    List<String> become =
        List.of("setpriv", "--reuid", nobody, "--regid", nobody, "--clear-groups");
    if (works(prefixed(become, List.of("true")))) {
      return new Shed(become, true);
    }
    throw new ServerException(
        "PostgreSQL does not run as root, and neither `unshare -U` nor `setpriv --reuid` (both of util-linux) works"
            + " here. Start as another user, or use an external PostgreSQL.");
  }

  /**
   * A way out of root.
   *
   * @param prefix goes before the command
   * @param asNobody whether files must belong to {@link #NOBODY}
   */
  record Shed(List<String> prefix, boolean asNobody) {
    List<String> command(List<String> command) {
      return prefixed(prefix, command);
    }
  }

  private static boolean works(List<String> command) {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notInstalled) {
      return false;
    } catch (InterruptedException e) {
      throw ServerException.interrupted("trying " + command, e);
    }
  }

  private static List<String> prefixed(List<String> prefix, List<String> command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    return List.copyOf(all);
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
