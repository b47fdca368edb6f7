package dev.twite.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a service's JVM, after {@code java}: the launcher's own class path. */
final class JvmFlags {
  private JvmFlags() {}

  static List<String> forService(List<String> sizes, Class<?> main) {
    List<String> flags = new ArrayList<>(sizes);
    flags.add("--enable-native-access=ALL-UNNAMED");
    if (Runtime.version().feature() >= 24) {
      flags.add("--sun-misc-unsafe-memory-access=allow");
    }
    String archive = System.getProperty("twite.classes.archive", "");
    if (!archive.isEmpty() && Files.exists(Path.of(archive))) {
      // One that does not fit is ignored; a warning about it would only worry.
      flags.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:cds=off"));
    }
    flags.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return flags;
  }
}
