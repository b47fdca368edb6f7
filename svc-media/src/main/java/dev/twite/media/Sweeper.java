package dev.twite.media;

import com.google.common.primitives.Longs;
import dev.twite.common.boot.Component;
import dev.twite.common.db.Database;
import dev.twite.common.thread.Threads;
import dev.twite.media.store.BlobDao;
import dev.twite.media.store.ItemDao;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes pictures that nothing has used in time, and bytes that are nobody's any more. */
public final class Sweeper implements Component {
  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
  private static final int BITE = 500;

  private final Database database;
  private final Reservations reservations;
  private final Blobs blobs;
  private final Clock clock;
  private final Duration every;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  @Inject
  Sweeper(
      Database database, Reservations reservations, Blobs blobs, Clock clock, MediaConfig config) {
    this.database = database;
    this.reservations = reservations;
    this.blobs = blobs;
    this.clock = clock;
    this.every = config.sweepEvery();
    this.thread = Threads.loop("media-sweep", this::run);
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void stop() throws InterruptedException {
    stop.countDown();
    thread.join(Duration.ofSeconds(5));
  }

  /** Removes what is due now. */
  public void sweep() {
    boolean more;
    do {
      more = reservations.sweep();
    } while (more && stop.getCount() > 0);
    int removed;
    do {
      removed = database.transact(this::bite);
    } while (removed == BITE && stop.getCount() > 0);
    do {
      removed = blobs.collect();
    } while (removed > 0 && stop.getCount() > 0);
  }

  private int bite(Handle handle) {
    if (!handle.attach(BlobDao.class).maySweep()) {
      return 0;
    }
    ItemDao items = handle.attach(ItemDao.class);
    long[] expired = Longs.toArray(items.expired(clock.millis(), BITE));
    return expired.length == 0 ? 0 : items.removeUnused(expired, clock.millis());
  }

  private void run() {
    try {
      while (!stop.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          sweep();
        } catch (RuntimeException | Error failed) {
          log.warn("Sweeping failed, the next turn comes", failed);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
