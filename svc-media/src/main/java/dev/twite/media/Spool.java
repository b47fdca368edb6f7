package dev.twite.media;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.twite.common.boot.Component;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Folders for uploads on their way, one each; a bounded number at once. */
public final class Spool implements Component {
  private final Path root;
  private final Semaphore places;
  private Path own;

  /** One upload's folder; closing removes it. */
  interface Place extends AutoCloseable {
    Path folder();

    @Override
    void close();
  }

  @Inject
  Spool(MediaConfig config) {
    this.root = config.spool();
    this.places = new Semaphore(config.uploads());
  }

  @Override
  public void start() throws IOException {
    Files.createDirectories(root);
    own = Files.createTempDirectory(root, "twite-media-");
  }

  @Override
  public void stop() throws IOException {
    if (own != null) {
      remove(own);
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
      return new Taken(Files.createTempDirectory(own, "upload"));
    } catch (IOException failed) {
      places.release();
      throw new UncheckedIOException(failed);
    }
  }

  private static void remove(Path folder) throws IOException {
    MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
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
        remove(folder);
      } catch (IOException left) {
        throw new UncheckedIOException(left);
      }
    }
  }
}
