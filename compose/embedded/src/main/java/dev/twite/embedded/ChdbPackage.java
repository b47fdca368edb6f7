package dev.twite.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The engine as an npm package, of which the lock file names every version and checksum. Installed
 * once a machine, without the scripts that packages may bring along.
 */
final class ChdbPackage {
  /** With the version of the lock file: another one is another folder. */
  private static final String FOLDER = "chdb-3.4.0";

  /** For all of it: whoever starts a machine without a network should not wait for ever. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final List<String> MANIFEST = List.of("package.json", "package-lock.json");

  private ChdbPackage() {}

  static InputStream resource(String file) {
    InputStream in = ChdbPackage.class.getResourceAsStream("clickhouse/" + file);
    if (in == null) {
      throw new ServerException("twite-embedded was built without clickhouse/" + file);
    }
    return in;
  }

  static boolean isInstalled() {
    try {
      return Files.isDirectory(Cache.root().resolve(FOLDER));
    } catch (IOException e) {
      return false;
    }
  }

  /** Its {@code node_modules}, installed now if nobody has done so yet; some 550 MB. */
  static Path modules() throws IOException {
    return Cache.folder(FOLDER, ChdbPackage::install).resolve("node_modules");
  }

  private static void install(Path folder) throws IOException {
    for (String file : MANIFEST) {
      try (InputStream in = resource(file)) {
        Files.copy(in, folder.resolve(file));
      }
    }
    Files.writeString(
        folder.resolve("README"), "The embedded ClickHouse's engine; safe to delete.\n", US_ASCII);
    NpmCommand.run(
        List.of(
            NodeRuntime.npm().toString(),
            // Not `ci`: the package names engines of other machines too, of which the registry may
            // have none. The lock file's versions and checksums hold here as well.
            "install",
            "--no-save",
            "--prefix",
            folder.toString(),
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--no-update-notifier",
            "--loglevel=error",
            "--fetch-timeout=30000",
            "--fetch-retries=1"),
        folder.resolve("npm.log"),
        LIMIT);
  }
}
