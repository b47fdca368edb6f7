package dev.twite.media.store;

import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Optional;

/**
 * Files in a folder, 65,536 folders in it: {@code ab/cd/abcd….jpg}. A file is whole or not there:
 * written elsewhere, forced to the disk, then renamed.
 */
public final class FileBlobStore implements BlobStore {
  private final Path root;
  private final Path begun;
  private final Clock clock;

  /**
   * @param root made when it is not there
   */
  public FileBlobStore(Path root, Clock clock) {
    this.clock = clock;
    this.root = root;
    this.begun = root.resolve("begun");
  }

  @Override
  public void start() throws IOException {
    Files.createDirectories(begun);
    Leftovers.remove(begun, "", clock);
  }

  @Override
  public void stop() {}

  @Override
  public void put(String key, Path file) throws IOException {
    Path place = place(key);
    if (Files.exists(place)) {
      return;
    }
    Path half = Files.createTempFile(begun, key.substring(0, 8), "");
    try {
      Files.copy(file, half, StandardCopyOption.REPLACE_EXISTING);
      force(half, StandardOpenOption.WRITE);
      boolean fresh = !Files.exists(place.getParent());
      Files.createDirectories(place.getParent());
      Files.move(half, place, StandardCopyOption.ATOMIC_MOVE);
      force(place.getParent(), StandardOpenOption.READ);
      if (fresh) {
        force(place.getParent().getParent(), StandardOpenOption.READ);
        force(root, StandardOpenOption.READ);
      }
    } finally {
      Files.deleteIfExists(half);
    }
  }

  @Override
  public Optional<InputStream> open(String key, long offset, long length) throws IOException {
    try {
      FileChannel file = FileChannel.open(place(key), StandardOpenOption.READ);
      file.position(offset);
      return Optional.of(
          ByteStreams.limit(java.nio.channels.Channels.newInputStream(file), length));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  @Override
  public void delete(String key) throws IOException {
    Files.deleteIfExists(place(key));
  }

  private Path place(String key) {
    return root.resolve(key.substring(0, 2)).resolve(key.substring(2, 4)).resolve(key);
  }

  private static void force(Path path, StandardOpenOption mode) throws IOException {
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }
}
