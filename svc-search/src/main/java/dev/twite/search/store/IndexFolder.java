package dev.twite.search.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of an index: whether they can be read, and away with those that can't. */
final class IndexFolder {
  private static final Logger log = LoggerFactory.getLogger(IndexFolder.class);

  private IndexFolder() {}

  /** Whether a folder holds a whole index: every checksum is right and it was built to its end. */
  static boolean isWhole(Path folder) {
    try (Directory directory = FSDirectory.open(folder)) {
      if (!DirectoryReader.indexExists(directory)) {
        return false;
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        for (LeafReaderContext leaf : reader.leaves()) {
          ((CodecReader) leaf.reader()).checkIntegrity();
        }
        return CommitData.read(reader.getIndexCommit().getUserData()).built();
      }
    } catch (IOException | RuntimeException unreadable) {
      // Corrupt, of another version, half copied: whatever it is, it can be made anew.
      log.warn("The index at {} can't be read: {}", folder, unreadable.toString());
      return false;
    }
  }

  /** Removes all files of a folder; of one with files that are not an index's, none. */
  static void empty(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Path> foreign = files(folder).stream().filter(file -> !isOfAnIndex(file)).toList();
    if (!foreign.isEmpty()) {
      throw new IOException(
          folder + " is no folder of an index: " + foreign.getFirst().getFileName() + " is in it");
    }
    for (Path file : files(folder)) {
      Files.deleteIfExists(file);
    }
  }

  private static boolean isOfAnIndex(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("_")
        || name.startsWith("segments_")
        || name.startsWith("pending_segments_")
        || name.equals("write.lock");
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
