package dev.twite.media;

import com.google.common.primitives.Longs;
import dev.twite.common.boot.Component;
import dev.twite.common.db.Database;
import dev.twite.common.thread.PeriodicTask;
import dev.twite.media.store.BlobDao;
import dev.twite.media.store.ItemDao;
import jakarta.inject.Inject;
import java.time.Clock;
import org.jdbi.v3.core.Handle;

/** Removes pictures that nothing has used in time, and bytes that are nobody's any more. */
public final class Sweeper implements Component {
  private static final int BITE = 500;

  private final Database database;
  private final Reservations reservations;
  private final Blobs blobs;
  private final Clock clock;
  private final PeriodicTask sweeping;

  @Inject
  Sweeper(
      Database database, Reservations reservations, Blobs blobs, Clock clock, MediaConfig config) {
    this.database = database;
    this.reservations = reservations;
    this.blobs = blobs;
    this.clock = clock;
    this.sweeping = new PeriodicTask("media-sweep", config.sweepEvery(), this::sweep);
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    sweeping.start();
  }

  @Override
  public void stop() throws InterruptedException {
    sweeping.stop();
  }

  /** Removes what is due now. */
  public void sweep() {
    boolean more;
    do {
      more = reservations.sweep();
    } while (more && !sweeping.isStopping());
    int removed;
    do {
      removed = database.transact(this::bite);
    } while (removed == BITE && !sweeping.isStopping());
    do {
      removed = blobs.collect();
    } while (removed > 0 && !sweeping.isStopping());
  }

  private int bite(Handle handle) {
    if (!handle.attach(BlobDao.class).maySweep()) {
      return 0;
    }
    ItemDao items = handle.attach(ItemDao.class);
    long[] expired = Longs.toArray(items.expired(clock.millis(), BITE));
    return expired.length == 0 ? 0 : items.removeUnused(expired, clock.millis());
  }
}
