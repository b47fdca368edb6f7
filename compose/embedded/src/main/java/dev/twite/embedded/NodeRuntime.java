package dev.twite.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Node and npm, which a machine may have or not. */
final class NodeRuntime {
  private static final int OLDEST_MAJOR = 18;
  private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.");

  private NodeRuntime() {}

  static Optional<String> missing(String path) {
    Optional<String> platform = unknownPlatform(System.getProperty("os.name"), arch());
    if (platform.isPresent()) {
      return platform;
    }
    Optional<Path> node = ChildCommand.onPath("node", path);
    if (node.isEmpty()) {
      return Optional.of(
          "Node is not on the PATH (embedded ClickHouse needs Node " + OLDEST_MAJOR + " or newer)");
    }
    int major = major(node.get());
    if (major < OLDEST_MAJOR) {
      return Optional.of(
          "%s is version %d (embedded ClickHouse needs Node %d or newer)"
              .formatted(node.get(), major, OLDEST_MAJOR));
    }
    if (!ChdbPackage.isInstalled() && ChildCommand.onPath("npm", path).isEmpty()) {
      return Optional.of("npm is not on the PATH (it installs the embedded ClickHouse once)");
    }
    return Optional.empty();
  }

  /** The package has an engine for these only. */
  static Optional<String> unknownPlatform(String os, String arch) {
    boolean known = os.toLowerCase(Locale.ROOT).startsWith("linux") && arch.equals("amd64");
    return known
        ? Optional.empty()
        : Optional.of("there is no embedded ClickHouse for " + os + " on " + arch);
  }

  static Path node() {
    return program("node");
  }

  static Path npm() {
    return program("npm");
  }

  private static Path program(String name) {
    return ChildCommand.onPath(name)
        .orElseThrow(() -> new ServerException(name + " is not on the PATH"));
  }

  private static String arch() {
    return System.getProperty("os.arch");
  }

  /** 0 when it doesn't say. */
  private static int major(Path node) {
    try {
      Process process = new ProcessBuilder(node.toString(), "--version").start();
      try (var out = process.inputReader(java.nio.charset.StandardCharsets.US_ASCII)) {
        Matcher version = VERSION.matcher(String.valueOf(out.readLine()));
        return version.find() ? Integer.parseInt(version.group(1)) : 0;
      }
    } catch (IOException e) {
      return 0;
    }
  }
}
