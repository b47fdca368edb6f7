package dev.twite.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The jars of the servers, as the build wrote them down; they are on no class path but their
 * children's.
 */
record ServersClassPath(List<Path> jars) {
  private static final String RESOURCE = "/META-INF/twite/servers.classpath";

  static ServersClassPath load() {
    try (InputStream in = ServersClassPath.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new ServerException("twite-embedded was built without " + RESOURCE);
      }
      String written = new String(in.readAllBytes(), UTF_8).strip();
      return new ServersClassPath(
          Stream.of(written.split(File.pathSeparator, -1)).map(Path::of).toList());
    } catch (IOException e) {
      throw new ServerException("Cannot read " + RESOURCE, e);
    }
  }

  /** For {@code java -cp}. */
  String joined() {
    return join(jars);
  }

  /** With the classes of this module before the jars. */
  String joinedWithOwn() {
    try {
      Path own =
          Path.of(
              ServersClassPath.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return join(Stream.concat(Stream.of(own), jars.stream()).toList());
    } catch (URISyntaxException e) {
      throw new ServerException("Cannot find the classes of twite-embedded", e);
    }
  }

  /** The one jar of which the file name starts so. */
  Path jar(String prefix) {
    Path jar =
        jars.stream()
            .filter(candidate -> candidate.getFileName().toString().startsWith(prefix))
            .findFirst()
            .orElseThrow(() -> new ServerException("No " + prefix + "*.jar in " + RESOURCE));
    if (!Files.exists(jar)) {
      throw new ServerException(jar + " is gone since the build; build again");
    }
    return jar;
  }

  static void extract(Path jar, String entry, Path target) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      var found = zip.getEntry(entry);
      if (found == null) {
        throw new ServerException("No " + entry + " in " + jar);
      }
      try (InputStream in = zip.getInputStream(found)) {
        Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static String join(List<Path> paths) {
    return String.join(File.pathSeparator, paths.stream().map(Path::toString).toList());
  }
}
