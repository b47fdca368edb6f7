package dev.twite.media;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import dev.twite.common.db.Database;
import dev.twite.media.store.BlobDao;
import dev.twite.media.store.BlobStore;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Bytes under the SHA-256 of themselves. They are stored after their row is touched and collected
 * only a while after that, with the row locked: what is being uploaded is never being collected.
 */
public final class Blobs {
  /** Longer than any upload takes. */
  private static final Duration UNTOUCHED = Duration.ofHours(1);

  private static final int BITE = 100;

  private final Database database;
  private final BlobStore store;
  private final Clock clock;

  @Inject
  Blobs(Database database, BlobStore store, Clock clock) {
    this.database = database;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Keeps a file's bytes.
   *
   * @return their name
   */
  String keep(Path file, String extension) throws IOException {
    String key = MoreFiles.asByteSource(file).hash(Hashing.sha256()) + "." + extension;
    long size = Files.size(file);
    database.run(handle -> handle.attach(BlobDao.class).touch(key, size, clock.millis()));
    store.put(key, file);
    return key;
  }

  /** Removes some that are nobody's; how many. Their bytes go first: a row can be found again. */
  int collect() {
    long before = clock.millis() - UNTOUCHED.toMillis();
    return database.transact(
        handle -> {
          BlobDao blobs = handle.attach(BlobDao.class);
          List<String> unused = blobs.maySweep() ? blobs.unused(before, BITE) : List.of();
          try {
            for (String key : unused) {
              store.delete(key);
            }
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          }
          blobs.remove(unused.toArray(String[]::new));
          return unused.size();
        });
  }
}
