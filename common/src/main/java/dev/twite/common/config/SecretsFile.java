package dev.twite.common.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file in a run's data folder with the secrets that the launcher has made: {@code NAME=value}
 * lines. Whoever can read it is the operator.
 */
public final class SecretsFile {
  public static final String NAME = "secrets.env";

  private SecretsFile() {}

  /** What it holds; nothing where there is none yet. */
  public static Map<String, String> read(Path dataDir) throws IOException {
    Map<String, String> values = new TreeMap<>();
    Path file = dataDir.resolve(NAME);
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        int equals = line.indexOf('=');
        if (!line.startsWith("#") && equals > 0) {
          values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        }
      }
    }
    return values;
  }
}
