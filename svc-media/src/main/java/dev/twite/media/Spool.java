package dev.twite.media;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.twite.common.boot.Component;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.media.store.Leftovers;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Folders for uploads on their way, one each; a bounded number at once. */
public final class Spool implements Component {
  private static final String PREFIX = "twite-media-";

  private final Path root;
  private final Clock clock;
  private final Semaphore places;
  private Path own;

  /** One upload's folder; closing removes it. */
  interface Place extends AutoCloseable {
    Path folder();

    @Override
    void close();
  }

  @Inject
  Spool(MediaConfig config, Clock clock) {
    this.clock = clock;
    this.root = config.spool();
    this.places = new Semaphore(config.uploads());
  }

  @Override
  public void start() throws IOException {
    Files.createDirectories(root);
    Leftovers.remove(root, PREFIX, clock);
    own = Files.createTempDirectory(root, PREFIX);
  }

  @Override
  public void stop() throws IOException {
    if (own != null) {
      MoreFiles.deleteRecursively(own, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /**
   * A place for one more upload.
   *
   * @throws TwiteException OVERLOADED when there are as many as may be
   */
  Place take() {
    if (!places.tryAcquire()) {
      throw TwiteException.retryLater(ErrorCode.OVERLOADED, Duration.ofSeconds(2));
    }
    try {
      // Another process may have taken an idle one for a leftover.
      Files.createDirectories(own);
      return new Taken(Files.createTempDirectory(own, "upload"));
    } catch (IOException failed) {
      places.release();
      throw new UncheckedIOException(failed);
    }
  }

  private final class Taken implements Place {
    private final Path folder;
    private boolean closed;

    Taken(Path folder) {
      this.folder = folder;
    }

    @Override
    public Path folder() {
      return folder;
    }

    @Override
    public synchronized void close() {
      if (closed) {
        return;
      }
      closed = true;
      places.release();
      try {
        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
      } catch (IOException left) {
        throw new UncheckedIOException(left);
      }
    }
  }
}
