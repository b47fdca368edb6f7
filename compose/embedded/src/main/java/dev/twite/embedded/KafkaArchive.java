package dev.twite.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The broker's classes as the JVM has them after loading (class data sharing), which halves its
 * start. The first broker that ends in order writes the archive, which takes it some seconds; every
 * later one uses it.
 */
final class KafkaArchive {
  private final ServersClassPath servers;
  private Optional<Path> recording = Optional.empty();

  KafkaArchive(ServersClassPath servers) {
    this.servers = servers;
  }

  List<String> flags() throws IOException {
    List<String> flags = new ArrayList<>();
    flags.add("--enable-native-access=ALL-UNNAMED");
    if (Runtime.version().feature() >= 24) {
      flags.add("--sun-misc-unsafe-memory-access=allow");
    }
    // An archive that does not fit is ignored; a warning about it would only worry.
    flags.add("-Xshare:auto");
    flags.add("-Xlog:cds=off,cds+dynamic=off");
    Path archive = file();
    if (Files.exists(archive)) {
      recording = Optional.empty();
      flags.add("-XX:SharedArchiveFile=" + archive);
    } else {
      Path unfinished = archive.resolveSibling(archive.getFileName() + "." + UUID.randomUUID());
      recording = Optional.of(unfinished);
      flags.add("-XX:ArchiveClassesAtExit=" + unfinished);
    }
    return flags;
  }

  /** Whether the running broker is to write the archive at its end. */
  boolean isRecording() {
    return recording.isPresent();
  }

  /** After an end in order: the archive appears whole, or not at all. */
  void keep() throws IOException {
    if (recording.isPresent() && Files.exists(recording.get())) {
      Files.move(
          recording.get(),
          file(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Another JVM or another class path is another archive. */
  private Path file() throws IOException {
    String key = System.getProperty("java.vm.version") + servers.joined();
    UUID hash = UUID.nameUUIDFromBytes(key.getBytes(UTF_8));
    return Cache.root().resolve(KafkaFormat.version(servers) + "-" + hash + ".jsa");
  }
}
