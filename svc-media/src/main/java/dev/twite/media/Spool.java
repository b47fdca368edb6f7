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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Folders for uploads on their way, one each; a bounded number at once, and few of one owner:
 * nobody takes all places with slow lines.
 */
public final class Spool implements Component {
  private static final String PREFIX = "twite-media-";
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Path root;
  private final Clock clock;
  private final Semaphore places;
  private final int each;
  private final Map<Long, Integer> taken = new ConcurrentHashMap<>();
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
    this.each = config.uploadsEach();
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
   * A place for one more upload of {@code owner}.
   *
   * @throws TwiteException RATE_LIMITED when he has as many as one may have, OVERLOADED when there
   *     are as many as there may be
   */
  Place take(long owner) {
    if (taken.merge(owner, 1, Integer::sum) > each) {
      giveBack(owner);
      throw TwiteException.retryLater(ErrorCode.RATE_LIMITED, RETRY);
    }
    if (!places.tryAcquire()) {
      giveBack(owner);
      throw TwiteException.retryLater(ErrorCode.OVERLOADED, RETRY);
    }
    try {
      // Another process may have taken an idle one for a leftover.
      Files.createDirectories(own);
      return new Taken(owner, Files.createTempDirectory(own, "upload"));
    } catch (IOException failed) {
      places.release();
      giveBack(owner);
      throw new UncheckedIOException(failed);
    }
  }

  private void giveBack(long owner) {
    taken.computeIfPresent(owner, (key, number) -> number == 1 ? null : number - 1);
  }

  private final class Taken implements Place {
    private final long owner;
    private final Path folder;
    private boolean closed;

    Taken(long owner, Path folder) {
      this.owner = owner;
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
      giveBack(owner);
      try {
        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
      } catch (IOException left) {
        throw new UncheckedIOException(left);
      }
    }
  }
}
