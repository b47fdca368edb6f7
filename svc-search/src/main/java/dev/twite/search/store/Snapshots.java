package dev.twite.search.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of commits in a folder of their own. A copy has its final name only when it is whole, so
 * that a new instance never starts from half of one.
 */
final class Snapshots {
  private static final Logger log = LoggerFactory.getLogger(Snapshots.class);
  private static final String NAME = "snapshot-";
  private static final String UNFINISHED = "unfinished-";

  private final Path folder;
  private final int kept;

  Snapshots(Path folder, int kept) {
    this.folder = folder;
    this.kept = kept;
  }

  /**
   * Copies the files of a commit, then removes the oldest copies.
   *
   * @param atMillis when, for the name
   */
  void add(Path index, Collection<String> files, long atMillis) throws IOException {
    Files.createDirectories(folder);
    removeUnfinished();
    Path copy = folder.resolve(UNFINISHED + atMillis);
    try {
      copy(index, files, copy);
    } catch (IOException | RuntimeException failed) {
      // A full disk must not stay full of halves.
      removeUnfinished();
      throw failed;
    }
    Path whole = folder.resolve(String.format(Locale.ROOT, "%s%019d", NAME, atMillis));
    remove(whole);
    Files.move(copy, whole, StandardCopyOption.ATOMIC_MOVE);
    log.info("Snapshot {} of {} files", whole.getFileName(), files.size());
    for (Path old : newestFirst().stream().skip(kept).toList()) {
      remove(old);
    }
  }

  private static void copy(Path index, Collection<String> files, Path copy) throws IOException {
    Files.createDirectories(copy);
    for (String file : files) {
      Path target = copy.resolve(file);
      Files.copy(index.resolve(file), target);
      try (FileChannel written = FileChannel.open(target, StandardOpenOption.WRITE)) {
        written.force(true);
      }
    }
  }

  /** What a kill, or a full disk, left half done. */
  private void removeUnfinished() throws IOException {
    List<Path> halves;
    try (Stream<Path> all = Files.list(folder)) {
      halves = all.filter(path -> path.getFileName().toString().startsWith(UNFINISHED)).toList();
    }
    for (Path half : halves) {
      remove(half);
    }
  }

  /** When the newest copy was made; empty when there is none. */
  Optional<Long> newestAtMillis() throws IOException {
    return newestFirst().stream()
        .findFirst()
        .map(newest -> Long.parseLong(newest.getFileName().toString().substring(NAME.length())));
  }

  /** Fills an empty index folder from the newest copy that can be read. */
  boolean restore(Path index) throws IOException {
    for (Path snapshot : newestFirst()) {
      if (IndexFolder.isWhole(snapshot)) {
        for (Path file : IndexFolder.files(snapshot)) {
          if (!file.getFileName().toString().endsWith(".lock")) {
            Files.copy(file, index.resolve(file.getFileName()));
          }
        }
        log.info("The index starts from {}", snapshot.getFileName());
        return true;
      }
    }
    return false;
  }

  private List<Path> newestFirst() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.getFileName().toString().matches(NAME + "[0-9]{19}"))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  private static void remove(Path copy) throws IOException {
    if (Files.isDirectory(copy)) {
      IndexFolder.empty(copy);
      Files.delete(copy);
    }
  }
}
