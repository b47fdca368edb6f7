package dev.twite.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** For tests of programs that a machine may lack: skipped there, but never where it counts. */
final class Installed {
  private Installed() {}

  /** Skips the test without that program on the PATH; fails in CI and with strict checks. */
  static void orSkip(String program) {
    boolean found = is(program);
    if (!found && isStrict()) {
      throw new AssertionError(program + " is not installed, and CI must test with it");
    }
    Assumptions.assumeTrue(found, () -> "Skipped: " + program + " is not installed");
  }

  /** Whether that program is on the PATH. */
  static boolean is(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static boolean isStrict() {
    return System.getenv("CI") != null || "1".equals(System.getenv("TWITE_CHECK_STRICT"));
  }
}
