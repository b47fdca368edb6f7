package dev.twite.media;

import com.google.common.primitives.Longs;
import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.media.store.ItemDao;
import dev.twite.media.store.ItemRow;
import dev.twite.media.store.ReservationDao;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What is about to name pictures, and so keeps them: a tweet or a profile's change, until its event
 * arrives, it is told to have failed, or nothing came of it in a long time.
 */
public final class Reservations {
  private static final int MAX = 4;
  private static final int BITE = 500;

  private final Database database;
  private final Clock clock;
  private final long keptForMs;

  @Inject
  Reservations(Database database, Clock clock, MediaConfig config) {
    this.database = database;
    this.clock = clock;
    this.keptForMs = config.reservedFor().toMillis();
  }

  /**
   * Keeps pictures of {@code owner} for what is about to name them together: all or none.
   *
   * @param forId of what is about to
   * @return them, in the order of {@code ids}
   * @throws TwiteException MEDIA_NOT_FOUND when one is not there or somebody else's,
   *     INVALID_REQUEST also when one that moves is not alone
   */
  public List<ItemRow> reserve(long owner, long forId, List<Long> ids) {
    Set<Long> asked = new LinkedHashSet<>(ids);
    new Checks()
        .require(forId != 0, "for_id", "required", "Missing; say what they are held for")
        .require(asked.size() <= MAX, "ids", "too_many", "At most 4 are used at once")
        .finish();
    return database.transact(
        handle -> {
          ItemDao items = handle.attach(ItemDao.class);
          List<ItemRow> held = items.hold(owner, Longs.toArray(asked));
          if (held.size() < asked.size()) {
            throw TwiteException.of(ErrorCode.MEDIA_NOT_FOUND);
          }
          if (held.size() > 1 && held.stream().anyMatch(ItemRow::moves)) {
            throw TwiteException.invalid("ids", "invalid_value", "An animated GIF goes alone");
          }
          handle
              .attach(ReservationDao.class)
              .insert(forId, Longs.toArray(asked), clock.millis() + keptForMs);
          return items.byIds(Longs.toArray(ids));
        });
  }

  /** Ends them all. What nothing else keeps is removed, unless it is new. */
  public void release(long owner, long forId) {
    database.run(
        handle ->
            removeUnused(handle, handle.attach(ReservationDao.class).remove(owner, forId), clock));
  }

  /** Ends some of those that nothing came of; whether there may be more. */
  boolean sweep() {
    return database.transact(
        handle -> {
          ReservationDao reservations = handle.attach(ReservationDao.class);
          List<Long> let = reservations.removeLapsed(clock.millis(), BITE);
          removeUnused(handle, let, clock);
          return let.size() == BITE;
        });
  }

  /** Removes those of them that nothing uses any more, and nothing is about to. */
  static void removeUnused(Handle handle, List<Long> items, Clock clock) {
    if (!items.isEmpty()) {
      ItemDao dao = handle.attach(ItemDao.class);
      long[] locked = Longs.toArray(dao.lock(Longs.toArray(items)));
      dao.removeUnused(locked, clock.millis());
    }
  }
}
