package dev.twite.local;

import dev.twite.common.config.SecretsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Passwords and keys of this machine's run, made at random when first needed and kept in {@code
 * secrets.env}, which only its owner can read. Data and secrets belong together: one is of no use
 * without the other.
 */
final class Secrets {
  static final String FILE = SecretsFile.NAME;

  /** 256 bits; 43 letters, digits, {@code -} and {@code _}, which need no quoting anywhere. */
  private static final int BYTES = 32;

  private final Map<String, String> values;

  private Secrets(Map<String, String> values) {
    this.values = values;
  }

  /** Reads the file, adding the variables that it lacks. */
  static Secrets load(Path dataDir, List<String> variables) {
    Path file = dataDir.resolve(FILE);
    try {
      Map<String, String> values = SecretsFile.read(dataDir);
      boolean changed = false;
      for (String variable : variables) {
        changed |= values.putIfAbsent(variable, random()) == null;
      }
      if (changed) {
        write(file, values);
      }
      return new Secrets(values);
    } catch (IOException e) {
      throw new LaunchException("Cannot read or write " + file + ": " + e.getMessage(), e);
    }
  }

  String get(String variable) {
    return values.get(variable);
  }

  private static void write(Path file, Map<String, String> values) throws IOException {
    StringBuilder text =
        new StringBuilder("# Made by the launcher. The data beside it can't be used without it.\n");
    values.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    Path unfinished = file.resolveSibling(FILE + ".unfinished");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, text);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
