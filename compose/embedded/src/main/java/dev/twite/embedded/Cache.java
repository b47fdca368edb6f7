package dev.twite.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What is unpacked or made once a machine and used by every launcher and test: folders that appear
 * whole, or not at all. They lie in {@code ~/.cache/twite}, or in {@code TWITE_CACHE_DIR}; not
 * under /tmp, where others could plant binaries and where old files vanish one by one.
 */
final class Cache {
  private Cache() {}

  /** Fills an empty folder. */
  interface Maker {
    void make(Path folder) throws IOException;
  }

  static Path root() throws IOException {
    Path root =
        Optional.ofNullable(System.getenv("TWITE_CACHE_DIR"))
            .filter(value -> !value.isBlank())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "twite"));
    return Files.createDirectories(root.toAbsolutePath());
  }

  /**
   * The folder of that name, made now if nobody has made it yet. The name says all that the content
   * depends on.
   */
  static synchronized Path folder(String name, Maker maker) throws IOException {
    Path folder = root().resolve(name);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    // Two processes that start together: one makes it, the other waits and finds it.
    try (FileChannel channel =
            FileChannel.open(
                root().resolve(name + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.isDirectory(folder)) {
        Path unfinished = root().resolve(name + ".unfinished");
        Folders.delete(unfinished);
        Files.createDirectories(unfinished);
        maker.make(unfinished);
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return folder;
  }
}
